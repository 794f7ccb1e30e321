import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsEmail,
  IsIn,
  IsObject,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsNight, MayBeAbsent } from '../../http/field-rules.js';
import type { OrderPassenger } from '../supplier-order.js';

const titles = ['mr', 'ms', 'mrs', 'miss', 'dr'] as const satisfies readonly OrderPassenger['title'][];
const genders = ['m', 'f'] as const satisfies readonly OrderPassenger['gender'][];
/** Letters as in a passport, with what joins them. */
const namePattern = /^\p{L}[\p{L}\p{M} .'-]*$/u;
const maxNameLength = 40;

/** A passport, for offers that need one. */
export class IdentityDocumentDto {
  @IsString()
  @Matches(/^[A-Z\d]{3,20}$/i, { message: '$property must be the number of a passport' })
  @ApiProperty({ example: '19KL56147' })
  number: string;

  /** ISO 3166-1 alpha-2. */
  @Matches(/^[A-Z]{2}$/, { message: '$property must be a country such as PT' })
  @ApiProperty({ example: 'PT' })
  issuingCountry: string;

  /** The last day it is valid. */
  @IsNight()
  @ApiProperty({ format: 'date', example: '2031-06-25' })
  expiresOn: string;
}

/** Who flies: one for each traveller of the offer. */
export class OfferPassengerRequestDto {
  /** Which traveller of the offer this is; when all leave it out, they are taken in the offer's order. */
  @MayBeAbsent()
  @IsString()
  @Length(1, 100)
  @ApiProperty({ required: false, example: 'pas_00009hj8USM7Ncg31cBCLL' })
  passengerId?: string;

  /** How to address the traveller. */
  @IsIn(titles)
  @ApiProperty({ enum: titles, example: 'ms' })
  title: OrderPassenger['title'];

  /** As the travel document has it. */
  @IsIn(genders)
  @ApiProperty({ enum: genders, example: 'f' })
  gender: OrderPassenger['gender'];

  @IsString()
  @Length(1, maxNameLength)
  @Matches(namePattern, { message: '$property must be a name as in the passport' })
  @ApiProperty({ minLength: 1, maxLength: maxNameLength, example: 'Amelia' })
  givenName: string;

  @IsString()
  @Length(1, maxNameLength)
  @Matches(namePattern, { message: '$property must be a name as in the passport' })
  @ApiProperty({ minLength: 1, maxLength: maxNameLength, example: 'Earhart' })
  familyName: string;

  /** The date of birth. */
  @IsNight()
  @ApiProperty({ format: 'date', example: '1987-07-24' })
  bornOn: string;

  /** Where the airline writes to. */
  @IsEmail()
  @MaxLength(200)
  @ApiProperty({ format: 'email', example: 'amelia@example.com' })
  email: string;

  /** E.164. */
  @Matches(/^\+[1-9]\d{6,14}$/, { message: '$property must be a number such as +442080160509' })
  @ApiProperty({ example: '+442080160509' })
  phoneNumber: string;

  /** The infant on this adult's lap; when left out, infants are given to the adults in order. */
  @MayBeAbsent()
  @IsString()
  @Length(1, 100)
  @ApiProperty({ required: false, example: 'pas_00009hj8USM7Ncg31cBCLM' })
  infantPassengerId?: string;

  /** Needed where the offer's `needsIdentityDocuments` says so. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => IdentityDocumentDto)
  @ApiProperty({ type: IdentityDocumentDto, required: false })
  identityDocument?: IdentityDocumentDto;
}
