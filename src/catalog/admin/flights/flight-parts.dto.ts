import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, Matches, ValidateNested } from 'class-validator';
import { MayBeAbsent } from '../../../http/field-rules.js';
import { cabinClasses, type CabinClass } from '../../flights.dto.js';
import { CabinPlanDto } from '../aircraft/aircraft.dto.js';
import { maxPriceMinor, PriceDto } from '../price.dto.js';
import { IsWhole } from '../text-rules.js';
import { seatPattern } from './flights-admin.dto.js';

const positions = ['window', 'middle', 'aisle'] as const;

/** A cabin that is added to a flight: as in a seat map, with its price. */
export class NewCabinDto extends CabinPlanDto {
  /** Of a seat without surcharges. */
  @ValidateNested()
  @Type(() => PriceDto)
  @ApiProperty({ type: PriceDto })
  price: PriceDto;

  /** On top, at the window, in minor units; assigned seats only. With surcharges no seat costs more than 1000000000. */
  @MayBeAbsent()
  @IsWhole({ min: 0, max: maxPriceMinor })
  @ApiProperty({ required: false, default: 0 })
  windowSurcharge?: number;

  /** On top, in the front rows, in minor units; assigned seats only. */
  @MayBeAbsent()
  @IsWhole({ min: 0, max: maxPriceMinor })
  @ApiProperty({ required: false, default: 0 })
  frontSurcharge?: number;

  /** How many more than there are may be sold, in percent; open seating only. */
  @MayBeAbsent()
  @IsWhole({ min: 0, max: 100 })
  @ApiProperty({ required: false, default: 0 })
  overbookingPercent?: number;
}

/** A seat that is added to a cabin with assigned seating. */
export class NewSeatDto {
  /** Row and letter. */
  @Matches(seatPattern, { message: '$property must be a seat such as 14C' })
  @ApiProperty({ pattern: seatPattern.source, example: '99A' })
  seat: string;

  @IsIn(cabinClasses)
  @ApiProperty({ enum: cabinClasses, example: 'business' })
  cabin: CabinClass;

  /** Where in its row it is. */
  @IsIn(positions)
  @ApiProperty({ enum: positions, example: 'window' })
  position: 'window' | 'middle' | 'aisle';

  /** Left out: that of the cabin. */
  @MayBeAbsent()
  @ValidateNested()
  @Type(() => PriceDto)
  @ApiProperty({ type: PriceDto, required: false })
  price?: PriceDto;
}
