import { ApiProperty } from '@nestjs/swagger';

export class ExportFileDto {
  /** What it is called: the last part of its address, and the name under which an import takes it. */
  @ApiProperty({ example: 'hotels.csv' })
  name: string;

  /** What its lines have, in their order. */
  @ApiProperty({ type: [String], example: ['code', 'name', 'city'] })
  columns: string[];
}

export class ExportFilesDto {
  /** In the order an import reads them. */
  @ApiProperty({ type: [ExportFileDto] })
  data: ExportFileDto[];
}
