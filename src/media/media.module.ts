import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import { AppConfig } from '../config/app-config.js';
import { queueNames } from '../queue/queue-names.js';
import { HotelPicturesController } from './hotel-pictures.controller.js';
import { MediaController } from './media.controller.js';
import { PictureCollector } from './picture-collector.js';
import { PictureJobs } from './picture-jobs.js';
import { PictureReader } from './picture-reader.js';
import { PictureRenderer } from './picture-renderer.js';
import { PictureTransfer } from './picture-transfer.js';
import { PicturesController } from './pictures.controller.js';
import { PicturesProcessor } from './pictures.processor.js';
import { PicturesService } from './pictures.service.js';
import { RenditionServer } from './rendition-server.js';
import { RoomTypePicturesController } from './room-type-pictures.controller.js';
import { MediaStore } from './store/media-store.js';
import { openMediaStore } from './store/open-media-store.js';
import { UploadsController } from './uploads.controller.js';
import { UploadsService } from './uploads.service.js';

/** Bounds of a form beside those of its file. */
const formLimits = { files: 1, fields: 4, parts: 6, fieldNameSize: 100, fieldSize: 4_096, headerPairs: 20 };

/** Pictures of hotels and room types: how they come, what is made of them, and where they are (docs/pictures.md). */
@Module({
  imports: [
    BullModule.registerQueue({ name: queueNames.pictures }),
    MulterModule.registerAsync({
      inject: [AppConfig],
      useFactory: ({ mediaMaxBytes }: AppConfig) => ({ limits: { ...formLimits, fileSize: mediaMaxBytes } }),
    }),
  ],
  controllers: [
    HotelPicturesController,
    RoomTypePicturesController,
    PicturesController,
    UploadsController,
    MediaController,
  ],
  providers: [
    { provide: MediaStore, inject: [AppConfig], useFactory: openMediaStore },
    PictureReader,
    PictureRenderer,
    PictureTransfer,
    PictureCollector,
    PictureJobs,
    PicturesProcessor,
    PicturesService,
    RenditionServer,
    UploadsService,
  ],
  exports: [PicturesService, PictureCollector, PictureTransfer],
})
export class MediaModule {}
