/** JSON that was put together as text, for what is asked so often that objects in between cost too much. */
export class JsonText {
  constructor(readonly text: string) {}
}
