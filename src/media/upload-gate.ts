import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { finalize, type Observable } from 'rxjs';
import { AppConfig } from '../config/app-config.js';
import { busy } from '../errors/busy.js';

/**
 * At most so many requests at a time that have a whole file in memory; one more is answered 503 `busy`. It comes before
 * whatever reads the file.
 */
@Injectable()
export class UploadGate implements NestInterceptor {
  private inside = 0;

  constructor(private readonly config: AppConfig) {}

  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (this.inside >= this.config.mediaMaxUploads) throw busy();
    this.inside += 1;
    return next.handle().pipe(
      finalize(() => {
        this.inside -= 1;
      }),
    );
  }
}
