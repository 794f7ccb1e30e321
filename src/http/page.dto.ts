import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { IsQueryInt } from './field-rules.js';

export const maxPageLimit = 100;

/** Which part of a list is wanted. */
export class PageQuery {
  /** Most entries to return. */
  @IsOptional()
  @IsQueryInt({ min: 1, max: maxPageLimit })
  @ApiProperty({ required: false, default: 20 })
  limit: number = 20;

  /** `nextCursor` of the page before; without it the list starts at its beginning. */
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  cursor?: string;
}

/** One page of a list. */
export interface Page<Item> {
  data: Item[];
  /** Pass it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
}

/** Cuts rows queried with `LIMIT limit + 1` to a page; the row too many only says that there are more. */
export function toPage<Row>(rows: readonly Row[], limit: number, cursorOf: (last: Row) => string): Page<Row> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** Documents a 200 answer that is a page of `item`. */
export function ApiPage(item: Type): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(item),
    ApiOkResponse({
      schema: {
        type: 'object',
        required: ['data', 'nextCursor'],
        properties: {
          data: { type: 'array', description: 'The entries.', items: { $ref: getSchemaPath(item) } },
          nextCursor: {
            type: 'string',
            nullable: true,
            description: 'Pass it as `cursor` for the next page; null on the last one.',
            example: null,
          },
        },
      },
    }),
  );
}
