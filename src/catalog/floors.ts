/** The lowest floor a room can be on. */
export const minFloor = -9;
/** The highest one. Whatever makes rooms, reads them or takes a whole floor out of order goes by the same. */
export const maxFloor = 300;
