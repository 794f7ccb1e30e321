import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { SupplierSettings } from './supplier-settings.js';

/** The settings about pictures; part of `AppConfig`. */
export class MediaSettings extends SupplierSettings {
  /**
   * Folder that pictures are kept in; every process must see the same one. Empty: `media` below `dataDir`. With
   * `mediaS3Bucket` nothing is written there but the secret that signs upload addresses.
   */
  @IsString()
  readonly mediaDir: string = '';

  /**
   * Where guests load pictures from, without a slash at its end, e.g. a CDN in front of this API or of the bucket's folder
   * `renditions`. Empty: `/media` of this API.
   */
  @Matches(/^$|^https?:\/\/[^?#]*[^/?#]$/, {
    message: '$property must be an http:// or https:// address without a slash at its end',
  })
  readonly mediaPublicUrl: string = '';

  /** Largest file that is taken as a picture, in bytes. */
  @Type(() => Number)
  @IsInt()
  @Min(10_000)
  @Max(100_000_000)
  readonly mediaMaxBytes: number = 15_000_000;

  /** Most pixels a picture may have; each takes four bytes of memory while it is read. */
  @Type(() => Number)
  @IsInt()
  @Min(10_000)
  @Max(250_000_000)
  readonly mediaMaxPixels: number = 50_000_000;

  /** Uploads that this process takes at a time, each with its file in memory; one more is answered 503 `busy`. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  readonly mediaMaxUploads: number = 4;

  /** How long an upload address can be used, in seconds; not longer than `mediaGraceMinutes`. */
  @Type(() => Number)
  @IsInt()
  @Min(10)
  @Max(86_400)
  readonly mediaUploadTtlSeconds: number = 900;

  /** How long a file that no picture refers to any more is kept, in minutes. */
  @Type(() => Number)
  @IsInt()
  @Min(10)
  @Max(525_600)
  readonly mediaGraceMinutes: number = 60;

  /** How often such files are looked for, in minutes; 0: never. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(1_440)
  readonly mediaCollectEveryMinutes: number = 15;

  /** Bucket that pictures are kept in instead of `mediaDir`. */
  @IsOptional()
  @Matches(/^[\w.-]{3,63}$/, { message: '$property must be the name of a bucket' })
  readonly mediaS3Bucket?: string;

  /** Where the S3 API is. Unset: Amazon's, by its region. */
  @IsOptional()
  @Matches(/^https?:\/\//, { message: '$property must be an http:// or https:// address' })
  readonly mediaS3Endpoint?: string;

  @Matches(/^[\w-]{1,40}$/, { message: '$property must be the name of a region' })
  readonly mediaS3Region: string = 'us-east-1';

  /** Unset, and no `mediaS3SecretAccessKey`: what the machine is given (environment, profile, role). */
  @IsOptional()
  @IsString()
  readonly mediaS3AccessKeyId?: string;

  @IsOptional()
  @IsString()
  readonly mediaS3SecretAccessKey?: string;

  /** Whether the bucket is a part of the path and not of the host: for MinIO and most others that are not Amazon. */
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean({ message: '$property must be true or false' })
  readonly mediaS3PathStyle: boolean = false;

  /** Start of every key in the bucket, so that several installations can share one. */
  @Matches(/^$|^[\w-]{1,40}$/, { message: '$property must be letters, digits, dashes or underscores' })
  readonly mediaS3Prefix: string = '';
}
