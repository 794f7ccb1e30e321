import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { MediaSettings } from './media-settings.js';

/** The settings about prices; part of `AppConfig`. */
export class PriceSettings extends MediaSettings {
  /**
   * How many days the history of prices is kept at least, for hotels and flights alike: it is dropped by whole months. A
   * stream that is to go on behind an older change goes on with the oldest that is left.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_650)
  readonly priceHistoryKeptDays: number = 400;
}
