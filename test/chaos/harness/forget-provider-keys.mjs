// Preloaded into a process whose requests are to carry no Idempotency-Key: the control of "one key per attempt".
import { OutgoingMessage } from 'node:http';

const setHeader = OutgoingMessage.prototype.setHeader;
OutgoingMessage.prototype.setHeader = function (name, value) {
  return name.toLowerCase() === 'idempotency-key' ? this : setHeader.call(this, name, value);
};
