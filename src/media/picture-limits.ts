/** Most pictures of a hotel and of a room type. The rule is `picture_check_limits` in the migrations; a test compares. */
export const maxPicturesPerHotel = 100;
export const maxPicturesPerRoomType = 20;

/** Widths that renditions are made in, in pixels; of a smaller picture only those it has, and its own. */
export const renditionWidths = [480, 960, 1600] as const;

/** Formats of renditions: WebP for everyone, AVIF for those who can, at half the bytes. */
export const renditionFormats = ['webp', 'avif'] as const;
export type RenditionFormat = (typeof renditionFormats)[number];

/** Longest side of a picture in pixels: WebP knows no longer one. */
export const maxSide = 16_383;

/** How often a picture is tried to be rendered before it is given up. */
export const maxRenderAttempts = 5;

export const maxCaptionLength = 500;
