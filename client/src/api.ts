// Written by `npm run openapi` from openapi.json.

export interface paths {
    "/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says pong
         * @description Says pong.
         *
         *     Needs no access token.
         */
        get: operations["pingHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process runs
         * @description Whether the process runs.
         *
         *     Needs no access token.
         */
        get: operations["liveHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the database, the queue and the payment provider can be reached
         * @description Whether the database, the queue and the payment provider can be reached.
         *
         *     Needs no access token.
         */
        get: operations["readyHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/rooms/free": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists rooms that can be given for some nights: in service, in order, given to nobody, and left by whoever had them last
         * @description Lists rooms that can be given for some nights: in service, in order, given to nobody, and left by whoever had them last.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listFreeRoomsDesk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reservations/{reservationId}/check-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Checks a guest in, from the day of arrival on, and gives rooms
         * @description Checks a guest in, from the day of arrival on, and gives rooms. Once more changes nothing.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["checkInDesk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reservations/{reservationId}/undo-check-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undoes a check-in that was a mistake, on the day it was made and before the guest has left: the rooms are free, and the guest is expected again
         * @description Undoes a check-in that was a mistake, on the day it was made and before the guest has left: the rooms are free, and the guest is expected again. Once more changes nothing.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["undoCheckInDesk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reservations/{reservationId}/check-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Checks a guest out
         * @description Checks a guest out. Who leaves early gives back the nights that are left, from that day's on: they are for sale again, the rooms can be given to others, and what was paid stays paid.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["checkOutDesk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reservations/{reservationId}/room-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a guest who is checked in another room of the same type, from tonight on
         * @description Gives a guest who is checked in another room of the same type, from tonight on.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["changeRoomDesk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reservations/{reservationId}/no-show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Marks a guest who has not come, from the hour of check-in on
         * @description Marks a guest who has not come, from the hour of check-in on. The reservation ends: its rooms are free, and what was paid beyond the fee of the policy goes back; with `keepRooms` nothing happens beside the mark.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["markNoShowDesk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists who changed what, newest first
         * @description Lists who changed what, newest first.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hotels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists hotels, a page at a time
         * @description Lists hotels, a page at a time.
         *
         *     Needs no access token.
         */
        get: operations["listHotels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hotels/{hotelId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One hotel with its policies and pictures
         * @description One hotel with its policies and pictures.
         *
         *     Needs no access token.
         */
        get: operations["getHotels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hotels/{hotelId}/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the room types of a hotel; with dates, what is free and what it costs
         * @description Lists the room types of a hotel; with dates, what is free and what it costs.
         *
         *     Needs no access token.
         */
        get: operations["listRoomsHotels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hotels/{hotelId}/rooms/{roomTypeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One room type; with dates, how many are free and what one costs
         * @description One room type; with dates, how many are free and what one costs.
         *
         *     Needs no access token.
         */
        get: operations["getRoomHotels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hotels/{hotelId}/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a hotel has free on each night, per room type; with `explain=true`, why
         * @description What a hotel has free on each night, per room type; with `explain=true`, why.
         *
         *     Needs no access token.
         */
        get: operations["availabilityHotels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Searches flights that have not departed, a page at a time; with `ids`, reads exactly those
         * @description Searches flights that have not departed, a page at a time; with `ids`, reads exactly those.
         *
         *     Needs no access token.
         */
        get: operations["listFlights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flights/{flightId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One flight with what is free in its cabins
         * @description One flight with what is free in its cabins.
         *
         *     Needs no access token.
         */
        get: operations["getFlights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flights/{flightId}/seats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The seat map: every seat with its price, and whether it is free
         * @description The seat map: every seat with its price, and whether it is free.
         *
         *     Needs no access token.
         */
        get: operations["seatsFlights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the rooms of a hotel, a page at a time
         * @description Lists the rooms of a hotel, a page at a time.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listRooms"];
        put?: never;
        /**
         * Adds a room: one more can be sold on every night to come
         * @description Adds a room: one more can be sold on every night to come.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["addRooms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/rooms/{roomId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a room as it can be changed
         * @description Reads a room as it can be changed.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getRooms"];
        put?: never;
        post?: never;
        /**
         * Removes a room: one less can be sold on every night to come, if it was in service
         * @description Removes a room: one less can be sold on every night to come, if it was in service.
         *
         *     Needs the access token of an administrator.
         */
        delete: operations["removeRooms"];
        options?: never;
        head?: never;
        /**
         * Changes a room; into service or out of it, and into another type, the totals of all nights to come follow
         * @description Changes a room; into service or out of it, and into another type, the totals of all nights to come follow.
         *
         *     Needs the access token of an administrator.
         */
        patch: operations["changeRooms"];
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What there is of each room type on each night, and why: as `explain=true` says it to everybody, and also of a hotel that is retired, and of its room types that are
         * @description What there is of each room type on each night, and why: as `explain=true` says it to everybody, and also of a hotel that is retired, and of its room types that are.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["explainInventoryEdit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the nights of a hotel that have a rate, for all of its room types, a page at a time
         * @description Lists the nights of a hotel that have a rate, for all of its room types, a page at a time.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listRates"];
        /**
         * Sets what base prices of a hotel are multiplied by on a range of nights
         * @description Sets what base prices of a hotel are multiplied by on a range of nights.
         *
         *     Needs the access token of an administrator.
         */
        put: operations["setRatesInventoryEdit"];
        post?: never;
        /**
         * Takes the rates of a range of nights away: they cost the base prices again
         * @description Takes the rates of a range of nights away: they cost the base prices again. What is held or booked keeps its price.
         *
         *     Needs the access token of an administrator.
         */
        delete: operations["removeRates"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/inventory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets how many there are, on a range of nights or on a flight; also below what is sold
         * @description Sets how many there are, on a range of nights or on a flight; also below what is sold.
         *
         *     Needs the access token of an administrator.
         */
        put: operations["setTotalsInventoryEdit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists hotels, also those that are retired
         * @description Lists hotels, also those that are retired.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listHotelsAdmin"];
        put?: never;
        /**
         * Adds a hotel
         * @description Adds a hotel. Guests see it at once, and can book when it has room types with rooms.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["addHotelsAdmin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a hotel as it can be changed
         * @description Reads a hotel as it can be changed.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getHotelsAdmin"];
        put?: never;
        post?: never;
        /**
         * Removes a hotel that was never booked, with everything that belongs to it
         * @description Removes a hotel that was never booked, with everything that belongs to it. One that was is retired instead.
         *
         *     Needs the access token of an administrator.
         */
        delete: operations["removeHotelsAdmin"];
        options?: never;
        head?: never;
        /**
         * Changes a hotel, retires it or brings it back
         * @description Changes a hotel, retires it or brings it back. What is not named stays as it is.
         *
         *     Needs the access token of an administrator.
         */
        patch: operations["changeHotelsAdmin"];
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/room-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the room types of a hotel, also those that are retired
         * @description Lists the room types of a hotel, also those that are retired.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listRoomTypesAdmin"];
        put?: never;
        /**
         * Adds a room type, with rooms if so asked, and opens its nights up to the booking horizon
         * @description Adds a room type, with rooms if so asked, and opens its nights up to the booking horizon.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["addRoomTypesAdmin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/room-types/{roomTypeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a room type as it can be changed
         * @description Reads a room type as it can be changed.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getRoomTypesAdmin"];
        put?: never;
        post?: never;
        /**
         * Removes a room type that was never booked, with its rooms and nights
         * @description Removes a room type that was never booked, with its rooms and nights. One that was is retired instead.
         *
         *     Needs the access token of an administrator.
         */
        delete: operations["removeRoomTypesAdmin"];
        options?: never;
        head?: never;
        /**
         * Changes a room type, retires it or brings it back
         * @description Changes a room type, retires it or brings it back. What is not named stays as it is; holds keep their price.
         *
         *     Needs the access token of an administrator.
         */
        patch: operations["changeRoomTypesAdmin"];
        trace?: never;
    };
    "/v1/admin/inventory/ranges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets how many rooms there are on many nights of many room types: all of it, or nothing
         * @description Sets how many rooms there are on many nights of many room types: all of it, or nothing.
         *
         *     Needs the access token of an administrator.
         */
        put: operations["setTotalsBulk"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/rates/ranges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets what base prices are multiplied by on many nights of many hotels: all of it, or nothing
         * @description Sets what base prices are multiplied by on many nights of many hotels: all of it, or nothing.
         *
         *     Needs the access token of an administrator.
         */
        put: operations["setRatesBulk"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/aircraft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists types of aircraft
         * @description Lists types of aircraft.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listAircraft"];
        put?: never;
        /**
         * Adds a type of aircraft
         * @description Adds a type of aircraft.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["addAircraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/aircraft/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a type of aircraft as it can be changed
         * @description Reads a type of aircraft as it can be changed.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getAircraft"];
        put?: never;
        post?: never;
        /**
         * Removes a type of aircraft that has no flights and no seat maps
         * @description Removes a type of aircraft that has no flights and no seat maps.
         *
         *     Needs the access token of an administrator.
         */
        delete: operations["removeAircraft"];
        options?: never;
        head?: never;
        /**
         * Changes a type of aircraft; what was made of it keeps its seats
         * @description Changes a type of aircraft; what was made of it keeps its seats.
         *
         *     Needs the access token of an administrator.
         */
        patch: operations["changeAircraft"];
        trace?: never;
    };
    "/v1/admin/seat-maps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists how aircraft are fitted
         * @description Lists how aircraft are fitted.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listSeatMaps"];
        put?: never;
        /**
         * Adds a seat map; flights are made from it
         * @description Adds a seat map; flights are made from it.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["addSeatMaps"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/seat-maps/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a seat map as it can be changed
         * @description Reads a seat map as it can be changed.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getSeatMaps"];
        put?: never;
        post?: never;
        /**
         * Removes a seat map; flights that were made from it stay
         * @description Removes a seat map; flights that were made from it stay.
         *
         *     Needs the access token of an administrator.
         */
        delete: operations["removeSeatMaps"];
        options?: never;
        head?: never;
        /**
         * Changes a seat map for flights to come; those that were made from it stay as they are
         * @description Changes a seat map for flights to come; those that were made from it stay as they are.
         *
         *     Needs the access token of an administrator.
         */
        patch: operations["changeSeatMaps"];
        trace?: never;
    };
    "/v1/admin/flights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists flights, also those that have departed or are retired
         * @description Lists flights, also those that have departed or are retired.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listFlightsAdmin"];
        put?: never;
        /**
         * Adds a flight with the cabins and seats of a seat map
         * @description Adds a flight with the cabins and seats of a seat map. It can be booked at once.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["addFlightsAdmin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/flights/{flightId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a flight as it can be changed
         * @description Reads a flight as it can be changed.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getFlightsAdmin"];
        put?: never;
        post?: never;
        /**
         * Removes a flight nobody ever booked, with its cabins and seats
         * @description Removes a flight nobody ever booked, with its cabins and seats. One that was booked is retired instead.
         *
         *     Needs the access token of an administrator.
         */
        delete: operations["removeFlightsAdmin"];
        options?: never;
        head?: never;
        /**
         * Changes the times of a flight (also past midnight) or its aircraft, retires it or brings it back
         * @description Changes the times of a flight (also past midnight) or its aircraft, retires it or brings it back. Who has booked it is told of other times by the event `reservation.rescheduled`, and stays booked when it is retired: `GET /v1/admin/reservations?listingId={flightId}&status=paid` lists them.
         *
         *     Needs the access token of an administrator.
         */
        patch: operations["changeFlightsAdmin"];
        trace?: never;
    };
    "/v1/admin/flights/{flightId}/cabins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the cabins of a flight, also those that are retired
         * @description Lists the cabins of a flight, also those that are retired. There are four at most.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listCabinsCabinsAdmin"];
        put?: never;
        /**
         * Adds a cabin to a flight that has not departed
         * @description Adds a cabin to a flight that has not departed. It can be booked at once.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["addCabinFlightParts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/flights/{flightId}/cabins/{class}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a cabin as it can be changed
         * @description Reads a cabin as it can be changed.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getCabinCabinsAdmin"];
        put?: never;
        post?: never;
        /**
         * Removes a cabin nobody ever booked in, with its seats
         * @description Removes a cabin nobody ever booked in, with its seats.
         *
         *     Needs the access token of an administrator.
         */
        delete: operations["removeCabinCabinsAdmin"];
        options?: never;
        head?: never;
        /**
         * Changes the price of a cabin and with it that of its seats, retires it or brings it back
         * @description Changes the price of a cabin and with it that of its seats, retires it or brings it back.
         *
         *     Needs the access token of an administrator.
         */
        patch: operations["changeCabinCabinsAdmin"];
        trace?: never;
    };
    "/v1/admin/flights/{flightId}/seats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the seats of a flight that are sold by their label, also those that are retired
         * @description Lists the seats of a flight that are sold by their label, also those that are retired.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listSeatsCabinsAdmin"];
        put?: never;
        /**
         * Adds a seat to a cabin with assigned seating
         * @description Adds a seat to a cabin with assigned seating. It can be booked at once.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["addSeatFlightParts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/flights/{flightId}/seats/{seat}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a seat as it can be changed
         * @description Reads a seat as it can be changed.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getSeatCabinsAdmin"];
        put?: never;
        post?: never;
        /**
         * Removes a seat nobody ever booked
         * @description Removes a seat nobody ever booked.
         *
         *     Needs the access token of an administrator.
         */
        delete: operations["removeSeatCabinsAdmin"];
        options?: never;
        head?: never;
        /**
         * Changes the price of a seat, retires it or brings it back
         * @description Changes the price of a seat, retires it or brings it back.
         *
         *     Needs the access token of an administrator.
         */
        patch: operations["changeSeatCabinsAdmin"];
        trace?: never;
    };
    "/v1/admin/catalogue/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Loads CSV files into the catalogue, each under its usual name (`hotels.csv`, `room_types.csv`, …), and reports every line that was left out; the others are loaded
         * @description Loads CSV files into the catalogue, each under its usual name (`hotels.csv`, `room_types.csv`, …), and reports every line that was left out; the others are loaded. Loading the same files twice changes nothing. Pictures can be named by their address; their files are loaded by the command line.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["importFilesCatalogueImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/catalogue/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The CSV files the catalogue is exported as, in the order an import reads them
         * @description The CSV files the catalogue is exported as, in the order an import reads them.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listCatalogueExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/catalogue/export/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One file of the catalogue, as an import reads it: all hotels, or all flights from today on
         * @description One file of the catalogue, as an import reads it: all hotels, or all flights from today on. It is sent while it is read, so what is changed meanwhile may or may not be in it; a connection that breaks off is a file that is not whole. Pictures are exported by the command line.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getCatalogueExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/pictures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the pictures of a hotel in their order, also those that guests do not see yet
         * @description Lists the pictures of a hotel in their order, also those that guests do not see yet.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listHotelPictures"];
        put?: never;
        /**
         * Adds a picture to a hotel: its file is checked at once, its renditions follow
         * @description Adds a picture to a hotel: its file is checked at once, its renditions follow.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["addHotelPictures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/pictures/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds a picture whose file is sent to the store itself, and says how; then it is to be completed
         * @description Adds a picture whose file is sent to the store itself, and says how; then it is to be completed.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["createUploadHotelPictures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/pictures/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Puts the pictures of a hotel in another order
         * @description Puts the pictures of a hotel in another order.
         *
         *     Needs the access token of an administrator.
         */
        put: operations["reorderHotelPictures"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/rooms/{roomTypeId}/pictures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the pictures of a room type in their order, also those that guests do not see yet
         * @description Lists the pictures of a room type in their order, also those that guests do not see yet.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listRoomTypePictures"];
        put?: never;
        /**
         * Adds a picture to a room type: its file is checked at once, its renditions follow
         * @description Adds a picture to a room type: its file is checked at once, its renditions follow.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["addRoomTypePictures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/rooms/{roomTypeId}/pictures/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds a picture whose file is sent to the store itself, and says how; then it is to be completed
         * @description Adds a picture whose file is sent to the store itself, and says how; then it is to be completed.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["createUploadRoomTypePictures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/rooms/{roomTypeId}/pictures/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Puts the pictures of a room type in another order
         * @description Puts the pictures of a room type in another order.
         *
         *     Needs the access token of an administrator.
         */
        put: operations["reorderRoomTypePictures"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/pictures/{pictureId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One picture, of the hotel or of a room type, with what has become of it
         * @description One picture, of the hotel or of a room type, with what has become of it.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getPictures"];
        put?: never;
        post?: never;
        /**
         * Deletes a picture
         * @description Deletes a picture. Its files follow after a while.
         *
         *     Needs the access token of an administrator.
         */
        delete: operations["removePictures"];
        options?: never;
        head?: never;
        /**
         * Changes what a picture says it shows
         * @description Changes what a picture says it shows.
         *
         *     Needs the access token of an administrator.
         */
        patch: operations["changePictures"];
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/pictures/{pictureId}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes what was uploaded for a picture: the file is checked now, its renditions follow
         * @description Takes what was uploaded for a picture: the file is checked now, its renditions follow.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["completePictures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/pictures/{pictureId}/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the renditions of a picture again, e.g. of one that failed; guests see the old ones until then
         * @description Makes the renditions of a picture again, e.g. of one that failed; guests see the old ones until then.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["renderAgainPictures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Takes the file of a picture, at an address that was given out for it; needs no token
         * @description Takes the file of a picture, at an address that was given out for it; needs no token.
         *
         *     Needs no access token.
         */
        put: operations["putUploads"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/{first}/{second}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A rendition of a picture, as answers about hotels name it
         * @description A rendition of a picture, as answers about hotels name it. It never changes and may be kept for good.
         *
         *     Needs no access token.
         */
        get: operations["getMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/listings/{listingId}/cancellation-policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the cancellation policies of a hotel or flight
         * @description Lists the cancellation policies of a hotel or flight.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listCancellationPolicies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/listings/{listingId}/cancellation-policies/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a cancellation policy as it can be changed
         * @description Reads a cancellation policy as it can be changed.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getCancellationPolicies"];
        /**
         * Makes a cancellation policy, or changes the one that was read (`If-Match`)
         * @description Makes a cancellation policy, or changes the one that was read (`If-Match`). Holds that were taken before keep what they had.
         *
         *     Needs the access token of an administrator.
         */
        put: operations["setCancellationPolicies"];
        post?: never;
        /**
         * Takes a cancellation policy off the list
         * @description Takes a cancellation policy off the list. What was booked under it stays as it was.
         *
         *     Needs the access token of an administrator.
         */
        delete: operations["retireCancellationPolicies"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/listings/{listingId}/cancellation-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Says which policy applies to stays that begin on nights without one of their own; the tag is that of the list
         * @description Says which policy applies to stays that begin on nights without one of their own; the tag is that of the list.
         *
         *     Needs the access token of an administrator.
         */
        put: operations["setDefaultCancellationPolicies"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/listings/{listingId}/cancellation-policy-nights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the nights of a range that have a policy of their own
         * @description Lists the nights of a range that have a policy of their own.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listNightsCancellationPolicies"];
        /**
         * Says which policy applies to stays that begin on the nights of a range
         * @description Says which policy applies to stays that begin on the nights of a range.
         *
         *     Needs the access token of an administrator.
         */
        put: operations["setNightsCancellationPolicies"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prices rooms, seats or places without taking them
         * @description Prices rooms, seats or places without taking them.
         *
         *     Needs no access token.
         */
        post: operations["getQuoteQuotes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/pricing-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the rules of a hotel, in the order in which they were made
         * @description Lists the rules of a hotel, in the order in which they were made.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listPricingRules"];
        put?: never;
        /**
         * Adds a rule by weekday or date: quotes and holds from now on are made with it
         * @description Adds a rule by weekday or date: quotes and holds from now on are made with it.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["addPricingRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/pricing-rules/{ruleId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One rule
         * @description One rule.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getPricingRules"];
        put?: never;
        post?: never;
        /**
         * Removes a rule; what is held already keeps its price, and can still be explained
         * @description Removes a rule; what is held already keeps its price, and can still be explained.
         *
         *     Needs the access token of an administrator.
         */
        delete: operations["removePricingRules"];
        options?: never;
        head?: never;
        /**
         * Changes a rule; what is held already keeps its price
         * @description Changes a rule; what is held already keeps its price.
         *
         *     Needs the access token of an administrator.
         */
        patch: operations["changePricingRules"];
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/pricing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What makes the prices of a hotel, beside its rates and rules
         * @description What makes the prices of a hotel, beside its rates and rules.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getOfHotelPricingTables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/occupancy-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replaces the table by occupancy of a hotel, or of one of its room types
         * @description Replaces the table by occupancy of a hotel, or of one of its room types.
         *
         *     Needs the access token of an administrator.
         */
        put: operations["setOccupancyPricingTables"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/room-types/{roomTypeId}/price-limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets what one room of a type costs at least and at most for a night, whatever its factors say
         * @description Sets what one room of a type costs at least and at most for a night, whatever its factors say.
         *
         *     Needs the access token of an administrator.
         */
        put: operations["setRoomTypeLimitsPricingTables"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/flights/{flightId}/pricing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What makes the prices of a flight
         * @description What makes the prices of a flight.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getOfFlightPricingTables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/flights/{flightId}/cabins/{cabin}/seats-left-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replaces the table of a cabin by how many of its seats are left
         * @description Replaces the table of a cabin by how many of its seats are left.
         *
         *     Needs the access token of an administrator.
         */
        put: operations["setSeatsLeftPricingTables"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/flights/{flightId}/cabins/{cabin}/price-limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets what one seat of a cabin costs at least and at most; of assigned seats each gets these limits
         * @description Sets what one seat of a cabin costs at least and at most; of assigned seats each gets these limits.
         *
         *     Needs the access token of an administrator.
         */
        put: operations["setCabinLimitsPricingTables"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hotels/{hotelId}/rooms/{roomTypeId}/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the prices of a room type have changed, the latest change first; also when it or its hotel is retired
         * @description How the prices of a room type have changed, the latest change first; also when it or its hotel is retired.
         *
         *     Needs no access token.
         */
        get: operations["ofRoomTypePriceHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flights/{flightId}/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the prices of a flight have changed, the latest change first; also when it is retired
         * @description How the prices of a flight have changed, the latest change first; also when it is retired.
         *
         *     Needs no access token.
         */
        get: operations["ofFlightPriceHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hotels/{hotelId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follows the prices of a hotel, live
         * @description Follows the prices of a hotel, live.
         *
         *     A stream, for an EventSource or `curl -N`: a page that tries it out here shows nothing before it has ended.
         *
         *     Needs no access token.
         */
        get: operations["followHotelPriceStreams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flights/{flightId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follows the prices of a flight, and which of its seats are free, live
         * @description Follows the prices of a flight, and which of its seats are free, live.
         *
         *     A stream, for an EventSource or `curl -N`: a page that tries it out here shows nothing before it has ended.
         *
         *     Needs no access token.
         */
        get: operations["followFlightPriceStreams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/webhook-subscriptions/{subscriptionId}/price-watches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what prices a subscription is told of, the latest watch first
         * @description Lists what prices a subscription is told of, the latest watch first.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listPriceWatches"];
        put?: never;
        /**
         * Has a subscription told of prices: messages of type `price.changed`, whatever its `eventTypes` are
         * @description Has a subscription told of prices: messages of type `price.changed`, whatever its `eventTypes` are. `lowest` is the lowest of them now; what changes from then on is told.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["addPriceWatches"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/webhook-subscriptions/{subscriptionId}/price-watches/{watchId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a watch: of what changes from now on nothing is told
         * @description Ends a watch: of what changes from now on nothing is told.
         *
         *     Needs the access token of an administrator.
         */
        delete: operations["removePriceWatches"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the caller's holds, newest first, also those that have ended
         * @description Lists the caller's holds, newest first, also those that have ended.
         *
         *     Needs an access token.
         */
        get: operations["listHolds"];
        put?: never;
        /**
         * Holds rooms, seats or places for a few minutes, at a price that does not change: all of it or nothing
         * @description Holds rooms, seats or places for a few minutes, at a price that does not change: all of it or nothing. An offer of a supplier is held there where it allows that (`secured`); otherwise its seats and its price are certain when it is paid.
         *
         *     Needs an access token.
         */
        post: operations["takeHolds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{holdId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One hold of the caller, and why it ended if it has
         * @description One hold of the caller, and why it ended if it has.
         *
         *     Needs an access token.
         */
        get: operations["getHolds"];
        put?: never;
        post?: never;
        /**
         * Gives a hold back before its time; once more is harmless
         * @description Gives a hold back before its time; once more is harmless.
         *
         *     Needs an access token.
         */
        delete: operations["releaseHolds"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{holdId}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keeps a hold longer, once: by up to its usual life, and for twice that at most
         * @description Keeps a hold longer, once: by up to its usual life, and for twice that at most.
         *
         *     Needs an access token.
         */
        post: operations["extendHolds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists holds of any guest: by hotel or flight, the one added last first, and newest first within each
         * @description Lists holds of any guest: by hotel or flight, the one added last first, and newest first within each.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listAdminHolds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/holds/{holdId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One hold of any guest
         * @description One hold of any guest.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getAdminHolds"];
        put?: never;
        post?: never;
        /**
         * Gives back a hold of any guest; once more is harmless
         * @description Gives back a hold of any guest; once more is harmless.
         *
         *     Needs the access token of an administrator.
         */
        delete: operations["releaseAdminHolds"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reports/top-holders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the guests whose live holds keep most inventory, and how much of what they took of late was paid for and kept
         * @description Lists the guests whose live holds keep most inventory, and how much of what they took of late was paid for and kept.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listTopHolders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the guest's saved cards
         * @description Lists the guest's saved cards.
         *
         *     Needs an access token.
         */
        get: operations["listPaymentMethods"];
        put?: never;
        /**
         * Saves a card of the guest's for paying later
         * @description Saves a card of the guest's for paying later.
         *
         *     Needs an access token.
         */
        post: operations["savePaymentMethods"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/stripe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a message of the payment provider
         * @description Takes a message of the payment provider. The signature in `Stripe-Signature` covers the body as sent.
         *
         *     Needs no access token.
         */
        post: operations["receiveStripeWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/payments/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what the payment provider said of other money than was asked for, open ones first
         * @description Lists what the payment provider said of other money than was asked for, open ones first. None was acted on.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listQuarantined"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/payments/quarantine/{messageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of these messages
         * @description One of these messages.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getQuarantined"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/payments/quarantine/{messageId}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes down what was found out or done about it, and settles its payment if that is wanted
         * @description Writes down what was found out or done about it, and settles its payment if that is wanted.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["resolveQuarantined"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists refunds of anyone, newest first; `?status=failed` are those that wait for an administrator
         * @description Lists refunds of anyone, newest first; `?status=failed` are those that wait for an administrator.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listRefundsAdmin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/refunds/{refundId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One refund
         * @description One refund.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getRefundsAdmin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/refunds/{refundId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a refund that failed again
         * @description Sends a refund that failed again.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["retryRefundsAdmin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reservations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists reservations of anyone, newest first
         * @description Lists reservations of anyone, newest first.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listAdminReservations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reservations/{reservationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Any reservation with its payments and its timeline
         * @description Any reservation with its payments and its timeline.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getAdminReservations"];
        put?: never;
        post?: never;
        /**
         * Cancels any reservation, under its cancellation policy; a supplier's flights by a quote
         * @description Cancels any reservation, under its cancellation policy; a supplier's flights by a quote.
         *
         *     Needs the access token of an administrator.
         */
        delete: operations["cancelAdminReservations"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reservations/{reservationId}/cancellation-quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What canceling any reservation would give back now
         * @description What canceling any reservation would give back now.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["quoteCancellationAdminReservations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reservations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the guest's reservations, newest first
         * @description Lists the guest's reservations, newest first.
         *
         *     Needs an access token.
         */
        get: operations["listReservations"];
        put?: never;
        /**
         * Pays for a hold, or books directly
         * @description Pays for a hold, or books directly. 201 when it is paid; 202 while the payment is being decided: follow `nextAction` if there is one, and read the reservation again. 200 for a repeat, when it has been canceled meanwhile.
         *
         *     Needs an access token.
         */
        post: operations["createReservations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reservations/{reservationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One reservation with its payments and its timeline
         * @description One reservation with its payments and its timeline.
         *
         *     Needs an access token.
         */
        get: operations["getReservations"];
        put?: never;
        post?: never;
        /**
         * Cancels a reservation: what it had is free at once, and the refund of the cancellation policy is on its way
         * @description Cancels a reservation: what it had is free at once, and the refund of the cancellation policy is on its way. A supplier's flights are canceled by a quote, and at the supplier first: while that has not answered, the reservation is still `paid`.
         *
         *     Needs an access token.
         */
        delete: operations["cancelReservations"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reservations/{reservationId}/cancellation-quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What canceling would give back now
         * @description What canceling would give back now. For a supplier's flights the airline is asked each time.
         *
         *     Needs an access token.
         */
        get: operations["quoteCancellationReservations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flight-offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Searches flights of suppliers for one day, a page at a time
         * @description Searches flights of suppliers for one day, a page at a time. Answers within the time limit with what is there: when airlines are missing, `incomplete` is true, and the same search may know more a few seconds later. The pages of a search stay those of that search, until its offers end.
         *
         *     Needs no access token.
         */
        get: operations["listFlightOffers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flight-offers/{offerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One offer at its price of this moment, asked of the supplier: to be read before it is held
         * @description One offer at its price of this moment, asked of the supplier: to be read before it is held.
         *
         *     Needs no access token.
         */
        get: operations["getFlightOffers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flight-offers/{offerId}/seats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The seats of an offer's flights with what each costs which passenger
         * @description The seats of an offer's flights with what each costs which passenger. Not every airline shows any.
         *
         *     Needs no access token.
         */
        get: operations["seatsFlightOffers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{holdId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follows one hold of the caller: what has happened to it, then what happens
         * @description Follows one hold of the caller: what has happened to it, then what happens.
         *
         *     A stream, for an EventSource or `curl -N`: a page that tries it out here shows nothing before it has ended.
         *
         *     Needs an access token.
         */
        get: operations["followHoldEventStreams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reservations/{reservationId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follows one reservation of the caller, its payments, its refunds and its hold
         * @description Follows one reservation of the caller, its payments, its refunds and its hold.
         *
         *     A stream, for an EventSource or `curl -N`: a page that tries it out here shows nothing before it has ended.
         *
         *     Needs an access token.
         */
        get: operations["followReservationEventStreams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/holds/{holdId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follows a hold of any guest
         * @description Follows a hold of any guest.
         *
         *     A stream, for an EventSource or `curl -N`: a page that tries it out here shows nothing before it has ended.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["followHoldAdminEventStreams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reservations/{reservationId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follows any reservation, its payments, its refunds and its hold
         * @description Follows any reservation, its payments, its refunds and its hold.
         *
         *     A stream, for an EventSource or `curl -N`: a page that tries it out here shows nothing before it has ended.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["followReservationAdminEventStreams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How our books, the payment provider's and the counters stand to each other, and the run begun last
         * @description How our books, the payment provider's and the counters stand to each other, and the run begun last.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["overviewReconciliation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reconciliation/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what differs, newest first; nothing is right
         * @description Lists what differs, newest first; nothing is right.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listReconciliation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reconciliation/differences/{differenceId}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that an open difference may stay, and why: it alarms nobody any more
         * @description Says that an open difference may stay, and why: it alarms nobody any more. Changes nothing in any books.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["acceptReconciliation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reconciliation/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has a worker compare everything made so far, from where the last run stopped
         * @description Has a worker compare everything made so far, from where the last run stopped.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["requestRunReconciliation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/webhook-subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists subscriptions, newest first
         * @description Lists subscriptions, newest first.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listWebhookSubscriptions"];
        put?: never;
        /**
         * Subscribes an endpoint to what happens
         * @description Subscribes an endpoint to what happens. The answer is the only one that has the signing secret.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["createWebhookSubscriptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/webhook-subscriptions/{subscriptionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One subscription
         * @description One subscription.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getWebhookSubscriptions"];
        put?: never;
        post?: never;
        /**
         * Deletes a subscription: nothing more is sent, and its deliveries are forgotten
         * @description Deletes a subscription: nothing more is sent, and its deliveries are forgotten.
         *
         *     Needs the access token of an administrator.
         */
        delete: operations["deleteWebhookSubscriptions"];
        options?: never;
        head?: never;
        /**
         * Changes address, types or description; pauses or resumes
         * @description Changes address, types or description; pauses or resumes.
         *
         *     Needs the access token of an administrator.
         */
        patch: operations["changeWebhookSubscriptions"];
        trace?: never;
    };
    "/v1/admin/webhook-subscriptions/{subscriptionId}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a new signing secret, shown this once
         * @description Makes a new signing secret, shown this once. The one until now signs beside it for a while.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["rotateSecretWebhookSubscriptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/webhook-subscriptions/{subscriptionId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a message of type `webhook.test`, within a second or two; what became of it is read at its delivery
         * @description Sends a message of type `webhook.test`, within a second or two; what became of it is read at its delivery.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["sendTestWebhookSubscriptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/webhook-subscriptions/{subscriptionId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what was sent and what waits, those of the latest events first
         * @description Lists what was sent and what waits, those of the latest events first.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listDeliveriesWebhookSubscriptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/webhook-subscriptions/{subscriptionId}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends again what was given up, or all of a time
         * @description Sends again what was given up, or all of a time.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["redeliverWebhookSubscriptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/webhook-deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One delivery: how often it was tried, and what came of it
         * @description One delivery: how often it was tried, and what came of it.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/webhook-deliveries/{deliveryId}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends it again, whatever became of it, under the same `webhook-id`
         * @description Sends it again, whatever became of it, under the same `webhook-id`.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["redeliverWebhookDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/overbooking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much a hotel sells beyond the rooms it has, by room type
         * @description How much a hotel sells beyond the rooms it has, by room type.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["getOverbooking"];
        /**
         * Sets how much a hotel sells beyond the rooms it has: in percent, in rooms at most, or both
         * @description Sets how much a hotel sells beyond the rooms it has: in percent, in rooms at most, or both. Applies at once.
         *
         *     Needs the access token of an administrator.
         */
        put: operations["setOverbooking"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/outages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the rooms of a hotel that are out of order now or later, a page at a time
         * @description Lists the rooms of a hotel that are out of order now or later, a page at a time.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listOutages"];
        put?: never;
        /**
         * Takes rooms, or a floor, out of order on a range of nights: so many fewer can be sold, also below what is sold
         * @description Takes rooms, or a floor, out of order on a range of nights: so many fewer can be sold, also below what is sold. Outages of a room that overlap count once; the same again changes nothing. Guests who sleep there are told in the answer, not moved.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["addOutages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/outages/{outageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends an outage: the room can be slept in from a night on
         * @description Ends an outage: the room can be slept in from a night on. The nights before stay on record.
         *
         *     Needs the access token of an administrator.
         */
        delete: operations["endOutages"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/hotels/{hotelId}/oversold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a hotel has promised more than it has, whom to move then, in which order, and to which room types
         * @description Where a hotel has promised more than it has, whom to move then, in which order, and to which room types. Also of a hotel that is retired: what is booked stays booked.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["reportOversold"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reservations/{reservationId}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Moves a paid reservation to rooms of another type of its hotel, or to another hotel (`toHotelId`), at the price that was paid; its guest is told
         * @description Moves a paid reservation to rooms of another type of its hotel, or to another hotel (`toHotelId`), at the price that was paid; its guest is told. Who was moved can be moved on, and back to the hotel that was booked. Nobody is moved into what is retired.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["moveOversold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reports/occupancy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How full hotels are and what that brings, by hotel and night: JSON, or CSV by `format` or `Accept: text/csv`
         * @description How full hotels are and what that brings, by hotel and night: JSON, or CSV by `format` or `Accept: text/csv`.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["reportOccupancy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/ledger/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Verifies the ledger: lists rows whose counters differ from live holds plus reservations; none is right
         * @description Verifies the ledger: lists rows whose counters differ from live holds plus reservations; none is right. A page covers some hundred hotels and flights and may be empty: everything was looked at when `nextCursor` is null.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listDifferencesLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reports/oversold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists dates, from today on, on which more is reserved than there is (`short`), or more promised than may be sold (`oversoldBy`): of all hotels and flights, or of one hotel
         * @description Lists dates, from today on, on which more is reserved than there is (`short`), or more promised than may be sold (`oversoldBy`): of all hotels and flights, or of one hotel. Which reservations of a hotel to move then: `GET /v1/admin/hotels/{hotelId}/oversold`. Everything has to be looked through, so a page ends after a quarter of a second and may be empty: everything was looked at when `nextCursor` is null.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listOversoldLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/supplier-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists orders at suppliers, oldest first: by default those of which it is not known whether they were made or paid
         * @description Lists orders at suppliers, oldest first: by default those of which it is not known whether they were made or paid.
         *
         *     Needs the access token of an administrator.
         */
        get: operations["listSupplierOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/supplier-orders/{holdId}/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says what became of the order of a hold whose answer was lost
         * @description Says what became of the order of a hold whose answer was lost. What was waiting for it goes on.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["settleSupplierOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/supplier-orders/reservations/{reservationId}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says what goes back for a canceled reservation of a supplier's flight when the airline did not say
         * @description Says what goes back for a canceled reservation of a supplier's flight when the airline did not say. Once.
         *
         *     Needs the access token of an administrator.
         */
        post: operations["decideRefundSupplierOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/duffel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a message of the supplier of flights
         * @description Takes a message of the supplier of flights. The signature in `X-Duffel-Signature` covers the body as sent.
         *
         *     Needs no access token.
         */
        post: operations["receiveSupplierWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    event: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What is posted to the endpoints of subscribers
         * @description A message about something that happened, as `POST /v1/admin/webhook-subscriptions` asks for them. It is repeated until it is answered with 2xx; the order of messages is not that of the events.
         */
        post: operations["receiveEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        PingDto: {
            /**
             * @description Always `pong`.
             * @example pong
             */
            message: string;
        };
        LivenessDto: {
            /**
             * @description Always `ok`: a process that can answer is alive.
             * @example ok
             */
            status: string;
        };
        ReadinessDto: {
            /**
             * @description `ok` when everything needed is reachable.
             * @example ok
             */
            status: string;
            /**
             * @description The state of each thing needed, by name.
             * @example {
             *       "database": {
             *         "status": "up"
             *       },
             *       "paymentProvider": {
             *         "status": "up"
             *       }
             *     }
             */
            checks: {
                [key: string]: {
                    /**
                     * @description Whether it can be reached.
                     * @example up
                     * @enum {string}
                     */
                    status: "up" | "down" | "degraded";
                };
            };
        };
        /** @description A room that can be given to a guest. */
        FreeRoomDto: {
            /**
             * @description The id of the room.
             * @example 1
             */
            roomId: number;
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId: number;
            /**
             * @description The floor.
             * @example 1
             */
            floor: number;
            /**
             * @description The number.
             * @example 101
             */
            number: string;
            /**
             * @description The name.
             * @example Standard room 101
             */
            name: string;
            /**
             * @description Whether it is in service.
             * @example true
             */
            isAvailable: boolean;
        };
        CheckInDto: {
            /**
             * @description Numbers of rooms the guest is to have. For those that are not named the lowest that are free are chosen, by floor and number.
             * @example [
             *       "101"
             *     ]
             */
            rooms?: string[];
        };
        OfferAirlineDto: {
            /**
             * @description The IATA code.
             * @example TP
             */
            iata: string | null;
            /**
             * @description The name.
             * @example TAP Air Portugal
             */
            name: string;
        };
        /** @description An amount of money. */
        MoneyDto: {
            /**
             * @description In minor units of the currency: 12500 is 125.00 EUR, or 12500 JPY.
             * @example 12500
             */
            amount: number;
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency: string;
        };
        OfferPlaceDto: {
            /**
             * @description The IATA code.
             * @example LIS
             */
            iata: string;
            /**
             * @description The name.
             * @example Humberto Delgado Airport
             */
            name: string;
            /**
             * @description The city.
             * @example Lisbon
             */
            city: string | null;
            /**
             * @description IANA name.
             * @example Europe/Lisbon
             */
            timezone: string;
        };
        /** @description One flight of an itinerary. */
        OfferSegmentDto: {
            /**
             * @description Null for a flight of our own.
             * @example seg_00009htYpSCXrwaB9Dn456
             */
            segmentId: string | null;
            /**
             * @description The airline and the number of the flight.
             * @example TP570
             */
            flightNumber: string;
            /** @description Who sells it. */
            airline: components["schemas"]["OfferAirlineDto"];
            /** @description Who flies it. */
            operatedBy: components["schemas"]["OfferAirlineDto"];
            origin: components["schemas"]["OfferPlaceDto"];
            destination: components["schemas"]["OfferPlaceDto"];
            /**
             * Format: date-time
             * @description UTC.
             * @example 2027-01-31T13:20:00.000Z
             */
            departsAt: string;
            /**
             * Format: date-time
             * @description UTC.
             * @example 2027-01-31T16:15:00.000Z
             */
            arrivesAt: string;
            /**
             * @description What the clock says at the airport of departure.
             * @example 2027-01-31T13:20
             */
            departsAtLocal: string;
            /**
             * @description What the clock says at the airport of arrival.
             * @example 2027-01-31T17:15
             */
            arrivesAtLocal: string;
            /**
             * @description The type of the aircraft, as the airline calls it.
             * @example Airbus A320
             */
            aircraft: string | null;
            /**
             * @description The cabin.
             * @example economy
             * @enum {string|null}
             */
            cabin: "economy" | "premium_economy" | "business" | "first" | null;
        };
        /** @description One direction of an itinerary. */
        OfferSliceDto: {
            origin: components["schemas"]["OfferPlaceDto"];
            destination: components["schemas"]["OfferPlaceDto"];
            /**
             * @description From the first departure to the last arrival.
             * @example 175
             */
            durationMinutes: number;
            /** @description In the order they are flown; more than one: with a change of plane. */
            segments: components["schemas"]["OfferSegmentDto"][];
        };
        OfferPassengerDto: {
            /**
             * @description What a hold names this traveller by.
             * @example pas_00009hj8USM7Ncg31cBCLL
             */
            passengerId: string;
            /**
             * @description `infant`: on the lap of an adult.
             * @example adult
             * @enum {string}
             */
            kind: "adult" | "child" | "infant";
        };
        /** @description Whether something is allowed before departure. */
        OfferConditionDto: {
            /**
             * @description Whether the airline allows it.
             * @example true
             */
            isAllowed: boolean;
            /** @description What it costs for all travellers; null when it is not known. */
            penalty: components["schemas"]["MoneyDto"] | null;
        };
        /** @description What the airline allows; null where it does not say. */
        OfferConditionsDto: {
            /** @description Whether it can be changed, and at what price; null: the airline does not say. */
            changeBeforeDeparture: components["schemas"]["OfferConditionDto"] | null;
            /** @description Whether it is refunded when canceled, and at what price; null: the airline does not say. */
            refundBeforeDeparture: components["schemas"]["OfferConditionDto"] | null;
        };
        /** @description Flights at a price: a supplier's offer, or one of our own flights beside them. */
        FlightOfferDto: {
            /**
             * @description The supplier that has it.
             * @example supplier
             * @enum {string}
             */
            source: "supplier" | "own";
            /**
             * @description Of a supplier's offer: what a hold names.
             * @example off_00009htYpSCXrwaB9DnUm0
             */
            offerId: string | null;
            /**
             * @description Of a flight of our own: what a hold names.
             * @example null
             */
            flightId: number | null;
            /**
             * @description Who sells it to us; null for a flight of our own.
             * @example duffel
             */
            supplier: string | null;
            /** @description Who issues the ticket. */
            airline: components["schemas"]["OfferAirlineDto"];
            /** @description For all travellers, taxes included. */
            total: components["schemas"]["MoneyDto"];
            /** @description Of the total, before taxes; null where it is not told. */
            base: components["schemas"]["MoneyDto"] | null;
            /** @description Of the total; null where it is not told. */
            tax: components["schemas"]["MoneyDto"] | null;
            /**
             * Format: date-time
             * @description The offer ends then; null for a flight of our own.
             * @example 2027-01-31T12:00:00.000Z
             */
            expiresAt: string | null;
            /** @description One for each direction. */
            slices: components["schemas"]["OfferSliceDto"][];
            /** @description Empty for a flight of our own. */
            passengers: components["schemas"]["OfferPassengerDto"][];
            /**
             * @description Whether a hold keeps the seats. Otherwise it keeps no more than the offer: the seats are had when it is paid.
             * @example true
             */
            canBeHeld: boolean;
            /**
             * Format: date-time
             * @description When held: the airline keeps the seats until then.
             * @example 2027-01-31T12:00:00.000Z
             */
            spaceGuaranteedUntil: string | null;
            /**
             * Format: date-time
             * @description When held: the price stays until then; null: it may change until it is paid.
             * @example 2027-01-31T12:00:00.000Z
             */
            priceGuaranteedUntil: string | null;
            conditions: components["schemas"]["OfferConditionsDto"];
            /**
             * @description Whether a hold must name every traveller's passport.
             * @example false
             */
            needsIdentityDocuments: boolean;
        };
        /** @description A traveller of a held offer. */
        HeldPassengerDto: {
            /**
             * @description The id of the passenger.
             * @example pas_00009hj8USM7Ncg31cBCLL
             */
            passengerId: string;
            /**
             * @description Adult, child or infant.
             * @example adult
             * @enum {string}
             */
            kind: "adult" | "child" | "infant";
            /**
             * @description The given names.
             * @example Amelia
             */
            givenName: string;
            /**
             * @description The family name.
             * @example Earhart
             */
            familyName: string;
        };
        /** @description How a booking stands at the supplier whose flight it is. */
        AtSupplierDto: {
            /**
             * @description Who sells it to us.
             * @example duffel
             */
            name: string;
            /**
             * @description `none`: the supplier has been told of nothing yet. `unknown`: it was told, and its answer was lost; it is being found out.
             *     `secured`: it keeps the seats. `booked`. `canceling`: it was told to cancel. `refused`: it said no, see `reason`.
             *     `ended`: canceled there.
             * @example secured
             * @enum {string}
             */
            status: "none" | "unknown" | "secured" | "booked" | "canceling" | "refused" | "ended";
            /**
             * @description The supplier's name for the order.
             * @example ord_00009hthhsUZ8W4LxQgkjo
             */
            orderId?: string;
            /**
             * @description The airline's (PNR): what the travellers check in with.
             * @example RZPNX8
             */
            bookingReference?: string;
            /**
             * @description Why the supplier said no.
             * @example price_changed
             * @enum {string}
             */
            reason?: "price_changed" | "schedule_changed" | "sold_out" | "offer_expired" | "order_expired" | "payment_declined" | "instant_payment_required" | "invalid_passenger" | "already_paid" | "already_canceled" | "not_cancelable" | "quote_expired" | "not_found" | "not_authorised" | "other" | "not_made" | "unavailable";
            /**
             * Format: date-time
             * @description When the airline was seen to have changed flights that were booked: `offer` has them as they were sold. The airline tells
             *     the travellers what they are now, under `bookingReference`.
             * @example 2027-01-31T12:00:00.000Z
             */
            changedByAirlineAt?: string;
        };
        /** @description Rooms of one type that are held. */
        HeldRoomsDto: {
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId: number;
            /**
             * @description Rooms.
             * @example 1
             */
            quantity: number;
        };
        /** @description Where the guest of a reservation sleeps instead. */
        MovedToDto: {
            /**
             * @description The hotel.
             * @example 2
             */
            hotelId: number;
            /**
             * @description Name of the hotel.
             * @example Lisbon City Hotel
             */
            name: string;
            /**
             * @description The id of the room type.
             * @example 9
             */
            roomTypeId: number;
            /**
             * @description Name of the room type.
             * @example Standard room
             */
            roomType: string;
            /**
             * @description Rooms.
             * @example 1
             */
            quantity: number;
        };
        /** @description A rule that was applied to a price. */
        QuoteRuleDto: {
            /**
             * @description What the hotel calls it.
             * @example Weekend
             */
            name: string;
            /**
             * @description What it multiplies the price by.
             * @example 1.2
             */
            factor: number;
        };
        /** @description A limit that decided what one costs. */
        QuoteLimitDto: {
            /**
             * @description Whether the factors would have led below the lowest price, or above the highest.
             * @example minimum
             * @enum {string}
             */
            kind: "minimum" | "maximum";
            /** @description Price of one, instead of what the factors say. */
            price: components["schemas"]["MoneyDto"];
        };
        /** @description What a quantity of one thing costs on one date, stage by stage: `basePrice × rate × rules × occupancyFactor`, within the limits of its price, times `quantity`. */
        QuoteLineDto: {
            /**
             * @description The room type, for a stay in a hotel.
             * @example 1
             */
            roomTypeId?: number;
            /**
             * @description The cabin, for a flight.
             * @example economy
             * @enum {string}
             */
            cabin?: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description The seat, for a flight with assigned seats.
             * @example 14C
             */
            seat?: string;
            /**
             * Format: date
             * @description The night, or the date of departure.
             * @example 2027-03-14
             */
            date: string;
            /**
             * @description Rooms or passengers.
             * @example 1
             */
            quantity: number;
            /** @description Price of one before any factor. */
            basePrice: components["schemas"]["MoneyDto"];
            /**
             * @description What the hotel multiplies its prices by on this night.
             * @example 1.253
             */
            rate: number;
            /** @description What else multiplies it on this night, in this order; left out when nothing does. */
            rules?: components["schemas"]["QuoteRuleDto"][];
            /**
             * @description What the price is multiplied by because of how full this date is, or how few seats of the cabin are left.
             * @example 1.1
             */
            occupancyFactor: number;
            /** @description The lowest or highest price of one, where it decided; left out where the factors did. */
            limit?: components["schemas"]["QuoteLimitDto"];
            /** @description The line's price, rounded half up, once. */
            amount: components["schemas"]["MoneyDto"];
        };
        /** @description An itemised price. */
        QuoteDto: {
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency: string;
            /** @description The sum of all lines. */
            total: components["schemas"]["MoneyDto"];
            /** @description One line per room type and night, per seat, or per cabin. */
            lines: components["schemas"]["QuoteLineDto"][];
        };
        ReservationPaymentDto: {
            /**
             * Format: uuid
             * @description The id of the payment.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            paymentId: string;
            /**
             * @description 1 for the first card, 2 for the next.
             * @example 1
             */
            attempt: number;
            /**
             * @description The state it is in.
             * @example captured
             * @enum {string}
             */
            status: "created" | "requires_action" | "authorised" | "captured" | "declined" | "voiding" | "voided";
            /**
             * @description The id of the payment method.
             * @example pm_1QxW5nLkdIwHu7ix
             */
            paymentMethodId: string;
            /**
             * @description Why the card was refused, in the provider's words.
             * @example insufficient_funds
             */
            failureCode?: string;
        };
        /** @description What the guest has to do before the payment can go on. */
        NextActionDto: {
            /**
             * @description What kind it is.
             * @example redirect
             * @enum {string}
             */
            type: "redirect";
            /**
             * @description Page of the guest's bank where the payment is approved.
             * @example http://localhost:12111/3ds/pi_1QxW5n
             */
            url: string;
        };
        /** @description What canceling costs: one of the three. */
        FeeDto: {
            /**
             * @description A share of the price, in percent.
             * @example 30
             */
            percent?: number;
            /**
             * @description An amount, in minor units of the currency everything here is priced in.
             * @example 0
             */
            amountMinor?: number;
            /**
             * @description The price of this many first nights.
             * @example 0
             */
            nights?: number;
        };
        StayStepDto: {
            /**
             * Format: date-time
             * @description Until when it costs that; the last step has no end.
             * @example 2027-03-12T15:00:00.000Z
             */
            until?: string;
            /** @description What canceling costs meanwhile; never less than in a step before. */
            fee: components["schemas"]["FeeDto"];
        };
        /** @description What canceling one stay or flight costs, and until when. It does not change any more once a hold is taken. */
        StayCancellationDto: {
            /**
             * @description The policy it was made from.
             * @example flexible
             */
            code: string;
            /**
             * @description The name.
             * @example Flexible
             */
            name: string;
            /**
             * Format: date-time
             * @description Until then canceling costs nothing; null: it always costs something.
             * @example 2027-03-12T15:00:00.000Z
             */
            freeUntil: string | null;
            /** @description In their order: the first that has not ended applies. */
            steps: components["schemas"]["StayStepDto"][];
            /**
             * @description What a guest pays who does not come, or cancels when the stay has begun, and never less than for canceling before; left
             *     out when that is the fee of the last step.
             */
            noShowFee?: components["schemas"]["FeeDto"];
            /**
             * Format: date-time
             * @description From when on canceling costs that: check-in has begun, or the flight departed, and the last step as well.
             * @example 2027-03-15T15:00:00.000Z
             */
            noShowFrom?: string;
            /**
             * @description The same as sentences; times by the clock of the hotel or airport.
             * @example [
             *       "Until 2027-03-12 15:00 (Europe/Lisbon) canceling costs nothing.",
             *       "After that it costs the price of the first night."
             *     ]
             */
            words: string[];
        };
        ReservationRefundDto: {
            /** @description Left out while it is not known: the airline has not said what it gives back. */
            amount?: components["schemas"]["MoneyDto"];
            /**
             * @description `undecided`: it is not known yet what goes back.
             * @example succeeded
             * @enum {string}
             */
            status: "none" | "undecided" | "created" | "pending" | "succeeded" | "failed";
        };
        /** @description A room a guest has, or had, and on which nights. */
        StayRoomDto: {
            /**
             * @description The id of the room.
             * @example 1
             */
            roomId: number;
            /**
             * @description The number.
             * @example 101
             */
            number: string;
            /**
             * @description The floor.
             * @example 1
             */
            floor: number;
            /**
             * Format: date
             * @description First night in it.
             * @example 2027-01-31
             */
            startDate: string;
            /**
             * Format: date
             * @description The day after the last night in it.
             * @example 2027-02-03
             */
            endDate: string;
        };
        /** @description What the front desk knows of a stay in a hotel. */
        StayDto: {
            /**
             * @description `no_show`: the guest has not come.
             * @example checked_in
             * @enum {string}
             */
            status: "checked_in" | "checked_out" | "no_show";
            /**
             * Format: date-time
             * @description When the guest checked in.
             * @example 2027-01-31T12:00:00.000Z
             */
            checkedInAt?: string;
            /**
             * Format: date-time
             * @description When the guest checked out.
             * @example 2027-01-31T12:00:00.000Z
             */
            checkedOutAt?: string;
            /**
             * Format: date-time
             * @description When it was noticed that the guest has not come.
             * @example 2027-01-31T12:00:00.000Z
             */
            noShowAt?: string;
            /** @description The rooms. */
            rooms: components["schemas"]["StayRoomDto"][];
        };
        TimelineEntryDto: {
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2027-01-31T12:00:00.000Z
             */
            occurredAt: string;
            /**
             * @description What changed to which state.
             * @example reservation.paid
             */
            type: string;
            /**
             * @description Why, where there is something to say.
             * @example canceled_by_guest
             */
            cause?: string;
            /** @description More about it. */
            data?: {
                [key: string]: unknown;
            };
        };
        ReservationDto: {
            /** @description Flights of a supplier: the offer as it was held. */
            offer?: components["schemas"]["FlightOfferDto"];
            /** @description Flights of a supplier: who flies. */
            passengers?: components["schemas"]["HeldPassengerDto"][];
            /**
             * @description Flights of a supplier: whether the seats are kept. When they are not, they may be gone, or dearer, when the hold is paid
             *     for; nothing is charged then.
             * @example true
             */
            secured?: boolean;
            /**
             * Format: date-time
             * @description Flights of a supplier: the price stays until then; left out when nobody promises that.
             * @example 2027-01-31T12:00:00.000Z
             */
            priceGuaranteedUntil?: string;
            /** @description Flights of a supplier. */
            supplier?: components["schemas"]["AtSupplierDto"];
            /**
             * Format: uuid
             * @description The id of the reservation.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            reservationId: string;
            /**
             * @description `pending` until the money is there; see the timeline of the reservation for the rest.
             * @example paid
             * @enum {string}
             */
            status: "pending" | "paid" | "rejected" | "canceled" | "refunded";
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId?: number;
            /**
             * @description The id of the flight.
             * @example 19
             */
            flightId?: number;
            /**
             * @description Name of the hotel, or number of the flight; of a supplier's flights numbers and route.
             * @example TP571
             */
            name: string;
            /**
             * Format: date
             * @description First night, or the date of departure.
             * @example 2027-01-31
             */
            startDate: string;
            /**
             * Format: date
             * @description The day after the last night.
             * @example 2027-02-03
             */
            endDate: string;
            /** @description The rooms. */
            items?: components["schemas"]["HeldRoomsDto"][];
            /** @description The seats. */
            seats?: string[];
            /**
             * @description The cabin the places are in.
             * @example economy
             * @enum {string}
             */
            cabin?: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description Places in the cabin.
             * @example 1
             */
            quantity?: number;
            total: components["schemas"]["MoneyDto"];
            /**
             * Format: uuid
             * @description The hold.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            holdId: string;
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2027-01-31T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was paid.
             * @example 2027-01-31T12:00:00.000Z
             */
            paidAt?: string;
            /**
             * Format: date-time
             * @description When it was canceled.
             * @example 2027-01-31T12:00:00.000Z
             */
            canceledAt?: string;
            /**
             * @description When the hotel had no room and the guest was moved to another one: where. What was agreed with the first stays with it:
             *     price, payment and cancellation.
             */
            movedTo?: components["schemas"]["MovedToDto"];
            /**
             * @description Whose reservation it is; shown to administrators.
             * @example alice
             */
            guestId?: string;
            /** @description The price as the hold froze it. */
            quote: components["schemas"]["QuoteDto"];
            /** @description Attempts to take the money, oldest first. */
            payments: components["schemas"]["ReservationPaymentDto"][];
            /** @description Only while the guest has to approve the payment. */
            nextAction?: components["schemas"]["NextActionDto"];
            /**
             * Format: date-time
             * @description While pending: until when another card can be tried.
             * @example 2027-01-31T12:00:00.000Z
             */
            expiresAt?: string;
            /** @description As it stood when the hold was taken. Left out for a supplier's flights: the airline says so when it is asked. */
            cancellationPolicy?: components["schemas"]["StayCancellationDto"];
            /** @description Once canceled: what goes back. */
            refund?: components["schemas"]["ReservationRefundDto"];
            /** @description Once the guest has arrived, or has not come. */
            stay?: components["schemas"]["StayDto"];
            /**
             * @description When the money came after the hold had ended: what became of it.
             * @example reacquired
             * @enum {string}
             */
            lateOutcome?: "reacquired" | "refunded";
            /**
             * @description Why it was rejected or canceled.
             * @example canceled_by_guest
             */
            cause?: string;
            /** @description Everything that happened, oldest first. */
            timeline: components["schemas"]["TimelineEntryDto"][];
        };
        ChangeRoomDto: {
            /**
             * @description Number of the room the guest is in.
             * @example 101
             */
            from: string;
            /**
             * @description Number of the room the guest is to have, of the same type; without it the lowest that is free.
             * @example 104
             */
            to?: string;
        };
        NoShowDto: {
            /**
             * @description True: the mark alone. The rooms stay the guest's, who may still come, and nothing goes back.
             * @default false
             * @example false
             */
            keepRooms: boolean;
        };
        /** @description One change. */
        AuditEntryDto: {
            /**
             * Format: uuid
             * @description The id of the entry.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            entryId: string;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2027-03-12T15:00:00.123456Z
             */
            occurredAt: string;
            /**
             * @description The subject of the access token, the user of the operating system who ran a command, or the name of a job.
             * @example admin
             */
            actor: string;
            /**
             * @description What it was done through.
             * @example api
             * @enum {string}
             */
            via: "api" | "command_line" | "job";
            /**
             * @description Of the request that made it: `instance` of problems, and in the log.
             * @example 7f0a3c1e-5a55-4a8e-9d0c-2f3f1f8f0a11
             */
            requestId?: string;
            /**
             * @description What was done.
             * @example created
             * @enum {string}
             */
            action: "created" | "changed" | "removed" | "retired" | "restored" | "set" | "imported" | "canceled" | "moved" | "released" | "settled" | "accepted" | "repeated" | "repaired";
            /**
             * @description What kind of thing it is.
             * @example hotel
             * @enum {string}
             */
            kind: "hotel" | "room_type" | "room" | "rate" | "inventory" | "aircraft" | "seat_map" | "flight" | "cabin" | "seat" | "catalogue" | "pricing_rule" | "cancellation_policy" | "picture" | "room_outage" | "reservation" | "pricing_table" | "price_limits" | "overbooking" | "hold" | "payment" | "refund" | "quarantined_message" | "difference" | "supplier_order" | "webhook_subscription" | "webhook_delivery" | "price_watch";
            /**
             * @description The hotel or flight it belongs to, if any.
             * @example 1
             */
            listingId?: number;
            /**
             * @description Its id, or its code where it has no id.
             * @example 1
             */
            subjectId: string;
            /**
             * @description By field: what it was (`from`) and what it is (`to`). Where many nights were set, `nights` has what each of them had before,
             *     nights that follow each other and had the same as one range.
             * @example {
             *       "name": {
             *         "from": "Old name",
             *         "to": "New name"
             *       }
             *     }
             */
            changes: {
                [key: string]: {
                    /** @description How it was before. */
                    from?: unknown;
                    /** @description How it is now. */
                    to?: unknown;
                };
            };
        };
        /** @description A hotel in a list. */
        HotelSummaryDto: {
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId: number;
            /**
             * @description The hotel's own code: stays the same in every installation.
             * @example ALGARVE-RESORT
             */
            code: string;
            /**
             * @description The name.
             * @example Algarve Resort Hotel
             */
            name: string;
            /**
             * @description The city.
             * @example Faro
             */
            city: string;
            /**
             * @description ISO 3166, two letters.
             * @example PT
             */
            country: string;
            /**
             * @description IANA name. Nights are nights there.
             * @example Europe/Lisbon
             */
            timezone: string;
            /**
             * @description ISO 4217; everything in this hotel is priced in it.
             * @example EUR
             */
            currency: string;
        };
        /** @description How long before arrival or departure: `hours`, or `days` and `at`. */
        OffsetDto: {
            /**
             * @description Hours before check-in begins, or before departure.
             * @example 72
             */
            hours?: number;
            /**
             * @description Days before the day of arrival or departure.
             * @example 0
             */
            days?: number;
            /**
             * @description With `days`: the time of that day, by the clock of the hotel or airport.
             * @example 18:00
             */
            at?: string;
        };
        PolicyStepDto: {
            /** @description Until when it costs that; the last step has no end. */
            until?: components["schemas"]["OffsetDto"];
            /** @description What canceling costs meanwhile; never less than in a step before. */
            fee: components["schemas"]["FeeDto"];
        };
        /** @description What canceling costs, by how long before. */
        CancellationPolicyDto: {
            /**
             * @description Names the policy among those of the hotel or flight.
             * @example flexible
             */
            code: string;
            /**
             * @description The name.
             * @example Flexible
             */
            name: string;
            /** @description In their order: the first that has not ended applies. */
            steps: components["schemas"]["PolicyStepDto"][];
            /**
             * @description What a guest pays who does not come, or cancels when the stay has begun, and never less than for canceling before; left
             *     out when that is the fee of the last step.
             */
            noShowFee?: components["schemas"]["FeeDto"];
            /**
             * @description The same as sentences.
             * @example [
             *       "Until 72 hours before arrival canceling costs nothing.",
             *       "After that it costs the price of the first night."
             *     ]
             */
            words: string[];
        };
        /** @description A picture in one size and format. What is at its address never changes. */
        RenditionDto: {
            /**
             * @description Below this server, or absolute where a CDN is configured.
             * @example /media/0f/3c/0f3c9a5be1d2476884a1c0de5ba7f00d-7a1c0de5ba7f4d0095e1d24768840f3c.webp
             */
            url: string;
            /**
             * @description AVIF has half the bytes; WebP is read by everything.
             * @example webp
             * @enum {string}
             */
            format: "webp" | "avif";
            /**
             * @description In pixels.
             * @example 960
             */
            width: number;
            /**
             * @description In pixels.
             * @example 640
             */
            height: number;
            /**
             * @description Its size in bytes.
             * @example 48213
             */
            bytes: number;
        };
        /** @description A picture as guests see it. */
        PictureDto: {
            /**
             * @description The id of the picture.
             * @example 1
             */
            pictureId: number;
            /**
             * @description The picture in a middle size as WebP, for whoever wants one address and not all renditions.
             * @example /media/0f/3c/0f3c9a5be1d2476884a1c0de5ba7f00d-7a1c0de5ba7f4d0095e1d24768840f3c.webp
             */
            url: string;
            /**
             * @description What it shows.
             * @example The pool
             */
            caption: string;
            /**
             * @description Of the picture as it was uploaded, in pixels; null for one that is kept elsewhere.
             * @example 1600
             */
            width: number | null;
            /**
             * @description In pixels.
             * @example 1067
             */
            height: number | null;
            /** @description The same picture in up to three widths, each in every format, the smallest first. None for one kept elsewhere. */
            renditions: components["schemas"]["RenditionDto"][];
        };
        /** @description A hotel with its policies and pictures. */
        HotelDto: {
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId: number;
            /**
             * @description The hotel's own code: stays the same in every installation.
             * @example ALGARVE-RESORT
             */
            code: string;
            /**
             * @description The name.
             * @example Algarve Resort Hotel
             */
            name: string;
            /**
             * @description The city.
             * @example Faro
             */
            city: string;
            /**
             * @description ISO 3166, two letters.
             * @example PT
             */
            country: string;
            /**
             * @description IANA name. Nights are nights there.
             * @example Europe/Lisbon
             */
            timezone: string;
            /**
             * @description ISO 4217; everything in this hotel is priced in it.
             * @example EUR
             */
            currency: string;
            /**
             * @description What there is to say about it.
             * @example A resort hotel by the sea.
             */
            description: string;
            /**
             * @description Street and place.
             * @example Algarve coast
             */
            address: string;
            /**
             * @description From when rooms are ready, local time.
             * @example 15:00
             */
            checkInTime: string;
            /**
             * @description Until when rooms must be left, local time.
             * @example 12:00
             */
            checkOutTime: string;
            /** @description What canceling costs, but for stays that begin on a night with a policy of its own: a quote says what it is for a stay. */
            cancellationPolicy: components["schemas"]["CancellationPolicyDto"];
            /** @description Of the hotel; those of a room type are with the room type. */
            pictures: components["schemas"]["PictureDto"][];
        };
        /** @description A kind of room. Guests book a type; the hotel decides which room it is. */
        RoomTypeDto: {
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId: number;
            /**
             * @description The hotel's own code for it.
             * @example A
             */
            code: string;
            /**
             * @description The name.
             * @example Standard room
             */
            name: string;
            /**
             * @description What there is to say about it.
             * @example The room most guests of this hotel book.
             */
            description: string;
            /**
             * @description People one room takes.
             * @example 2
             */
            maxGuests: number;
            /** @description Of one room for one night, before the night's rate and occupancy. */
            basePrice: components["schemas"]["MoneyDto"];
            /** @description Of the room type. */
            pictures: components["schemas"]["PictureDto"][];
            /**
             * @description With `startDate` and `endDate`: rooms that are free on every night of the stay.
             * @example 42
             */
            available?: number;
            /** @description With `startDate` and `endDate`: what one room costs for the stay. */
            quote?: components["schemas"]["QuoteDto"];
        };
        /** @description One night of one room type; all but `date` and `available` only with `explain=true`. */
        NightDto: {
            /**
             * Format: date
             * @description The night, or the date of departure.
             * @example 2027-01-31
             */
            date: string;
            /**
             * @description Rooms that can be held now: limit − reserved − held, never below 0.
             * @example 42
             */
            available: number;
            /**
             * @description Rooms of the type, whatever state they are in.
             * @example 100
             */
            rooms?: number;
            /**
             * @description Those of them that are out of service, or out of order that night.
             * @example 2
             */
            outOfOrder?: number;
            /**
             * @description What was added to the rest by hand; negative for what was taken away.
             * @example 0
             */
            adjustment?: number;
            /**
             * @description Rooms there are to sell: rooms − outOfOrder + adjustment.
             * @example 98
             */
            total?: number;
            /**
             * @description How many more may be sold than there are, in percent of them.
             * @example 10
             */
            overbookingPercent?: number;
            /**
             * @description How many more at most, whatever the percentage says; null without such a bound.
             * @example null
             */
            overbookingCap?: number | null;
            /**
             * @description What percentage and cap come to, in rooms: the less of the two, rounded down.
             * @example 9
             */
            overbookingAllowance?: number;
            /**
             * @description What may be sold: total and allowance.
             * @example 107
             */
            limit?: number;
            /**
             * @description Rooms that are reserved.
             * @example 60
             */
            reserved?: number;
            /**
             * @description Rooms in live holds.
             * @example 5
             */
            held?: number;
            /**
             * @description How many are promised beyond the limit.
             * @example 0
             */
            oversoldBy?: number;
            /**
             * @description How many are reserved beyond the rooms there are: so many guests would find none. Where the rooms of the type are known, no
             *     more are there than rooms − outOfOrder, whatever was added by hand.
             * @example 0
             */
            short?: number;
            /**
             * @description Why the night has as much as it has. `open`: something is free. `held`: only unpaid holds are in the way.
             *     `sold_out`. `oversold`: more is promised than may be sold. `closed`: there is nothing to sell.
             * @example open
             * @enum {string}
             */
            cause?: "open" | "held" | "sold_out" | "oversold" | "closed";
        };
        RoomTypeAvailabilityDto: {
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId: number;
            /**
             * @description Its short name.
             * @example A
             */
            code: string;
            /**
             * @description The name.
             * @example Standard room
             */
            name: string;
            /** @description One entry per night of the stay, in order. */
            nights: components["schemas"]["NightDto"][];
        };
        /** @description What a hotel has free, night by night. */
        AvailabilityDto: {
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId: number;
            /**
             * Format: date
             * @description The first night.
             * @example 2027-01-31
             */
            startDate: string;
            /**
             * Format: date
             * @description The day after the last night.
             * @example 2027-02-03
             */
            endDate: string;
            /** @description Every room type of the hotel. */
            roomTypes: components["schemas"]["RoomTypeAvailabilityDto"][];
        };
        AirlineDto: {
            /**
             * @description The IATA code.
             * @example BA
             */
            iata: string;
            /**
             * @description The name.
             * @example British Airways
             */
            name: string;
        };
        AirportDto: {
            /**
             * @description The IATA code.
             * @example LHR
             */
            iata: string;
            /**
             * @description The name.
             * @example London Heathrow Airport
             */
            name: string;
            /**
             * @description The city.
             * @example London
             */
            city: string;
            /**
             * @description The country: ISO 3166, two letters.
             * @example United Kingdom
             */
            country: string;
            /**
             * @description IANA name.
             * @example Europe/London
             */
            timezone: string;
        };
        AircraftDto: {
            /**
             * @description Its short name.
             * @example 767
             */
            code: string;
            /**
             * @description The name.
             * @example Boeing 767
             */
            name: string;
        };
        CabinDto: {
            /**
             * @description The cabin.
             * @example economy
             * @enum {string}
             */
            cabin: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description `open`: ask for a number of seats. `assigned`: name the seats.
             * @example open
             * @enum {string}
             */
            seating: "open" | "assigned";
            /** @description Of one seat, before a seat's surcharge and whatever moves the price. */
            basePrice: components["schemas"]["MoneyDto"];
            /** @description Of one seat at this moment; where seats are named, of the cheapest. */
            price: components["schemas"]["MoneyDto"];
            /**
             * @description Seats there are.
             * @example 266
             */
            total: number;
            /**
             * @description Seats that can be held now.
             * @example 240
             */
            available: number;
        };
        /** @description One departure on one day. */
        FlightDto: {
            /**
             * @description The id of the flight.
             * @example 19
             */
            flightId: number;
            /**
             * @description The airline and the number of the flight.
             * @example BA4711
             */
            flightNumber: string;
            airline: components["schemas"]["AirlineDto"];
            origin: components["schemas"]["AirportDto"];
            destination: components["schemas"]["AirportDto"];
            /**
             * Format: date
             * @description The date it is sold for, at the airport of departure; delayed past midnight it departs on the day after.
             * @example 2027-01-31
             */
            departureDate: string;
            /**
             * Format: date-time
             * @description UTC.
             * @example 2027-01-31T13:20:00.000Z
             */
            departsAt: string;
            /**
             * Format: date-time
             * @description UTC.
             * @example 2027-01-31T14:25:00.000Z
             */
            arrivesAt: string;
            /**
             * @description What the clock says at the airport of departure.
             * @example 2027-01-31T13:20
             */
            departsAtLocal: string;
            /**
             * @description What the clock says at the airport of arrival.
             * @example 2027-01-31T15:25
             */
            arrivesAtLocal: string;
            /**
             * @description From gate to gate.
             * @example 65
             */
            durationMinutes: number;
            aircraft: components["schemas"]["AircraftDto"];
            /**
             * @description ISO 4217; everything on this flight is priced in it.
             * @example EUR
             */
            currency: string;
            /** @description What a seat costs at this moment in its cheapest cabin, or in the cabin asked for; null when it has no cabins. */
            fromPrice: components["schemas"]["MoneyDto"] | null;
            /** @description The cheapest first. */
            cabins: components["schemas"]["CabinDto"][];
            /** @description What canceling costs. */
            cancellationPolicy: components["schemas"]["CancellationPolicyDto"];
        };
        /** @description A page of flights, or with `ids` exactly those. */
        FlightListDto: {
            /** @description More about it. */
            data: components["schemas"]["FlightDto"][];
            /**
             * @description Pass it as `cursor` for the next page; null on the last one.
             * @example null
             */
            nextCursor: string | null;
            /**
             * @description With `ids`: those that do not exist.
             * @example [
             *       999999
             *     ]
             */
            missing?: number[];
        };
        /** @description One flight. */
        FlightDetailDto: {
            data: components["schemas"]["FlightDto"];
        };
        SeatDto: {
            /**
             * @description Row and letter: what a hold names.
             * @example 2A
             */
            seat: string;
            /**
             * @description The letter within its row.
             * @example A
             */
            letter: string;
            /**
             * @description Where in its row it is.
             * @example window
             * @enum {string}
             */
            position: "window" | "middle" | "aisle";
            /**
             * @description `blocked`: not for sale.
             * @example available
             * @enum {string}
             */
            state: "available" | "held" | "reserved" | "blocked";
            /** @description Of this seat at this moment, surcharge included. */
            price: components["schemas"]["MoneyDto"];
        };
        SeatRowDto: {
            /**
             * @description The number of the row.
             * @example 2
             */
            row: number;
            /** @description From left to right. */
            seats: components["schemas"]["SeatDto"][];
        };
        SeatMapCabinDto: {
            /**
             * @description The cabin.
             * @example economy
             * @enum {string}
             */
            cabin: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description `open`: ask for a number of seats. `assigned`: name the seats.
             * @example open
             * @enum {string}
             */
            seating: "open" | "assigned";
            /** @description Of one seat, before a seat's surcharge and whatever moves the price. */
            basePrice: components["schemas"]["MoneyDto"];
            /** @description Of one seat at this moment; where seats are named, of the cheapest. */
            price: components["schemas"]["MoneyDto"];
            /**
             * @description Seats there are.
             * @example 266
             */
            total: number;
            /**
             * @description Seats that can be held now.
             * @example 240
             */
            available: number;
            /** @description From front to back; empty for a cabin with open seating. */
            rows: components["schemas"]["SeatRowDto"][];
        };
        /** @description The cabins of a flight with the state of every seat at this moment. */
        SeatMapDto: {
            /**
             * @description The id of the flight.
             * @example 19
             */
            flightId: number;
            /** @description The cheapest first. */
            cabins: components["schemas"]["SeatMapCabinDto"][];
        };
        /** @description A physical room. */
        RoomDto: {
            /**
             * @description The id of the room.
             * @example 1
             */
            roomId: number;
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId: number;
            /**
             * @description The floor.
             * @example 1
             */
            floor: number;
            /**
             * @description The number.
             * @example 101
             */
            number: string;
            /**
             * @description The name.
             * @example Standard room 101
             */
            name: string;
            /**
             * @description Whether it is in service.
             * @example true
             */
            isAvailable: boolean;
        };
        NewRoomDto: {
            /**
             * @description Of the hotel.
             * @example 1
             */
            roomTypeId: number;
            /**
             * @description The floor.
             * @example 4
             */
            floor: number;
            /**
             * @description Not used by another room of the hotel.
             * @example 499
             */
            number: string;
            /**
             * @description The name.
             * @example Corner room
             */
            name: string;
        };
        /** @description A room after a change. */
        RoomChangeDto: {
            /**
             * @description The id of the room.
             * @example 1
             */
            roomId: number;
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId: number;
            /**
             * @description The floor.
             * @example 1
             */
            floor: number;
            /**
             * @description The number.
             * @example 101
             */
            number: string;
            /**
             * @description The name.
             * @example Standard room 101
             */
            name: string;
            /**
             * @description Whether it is in service.
             * @example true
             */
            isAvailable: boolean;
            /**
             * @description Nights whose total moved with the room: today and all later ones that are open; with another type those of both.
             * @example 730
             */
            nightsChanged: number;
        };
        RoomChangesDto: {
            /**
             * @description The floor.
             * @example 4
             */
            floor?: number;
            /**
             * @description Not used by another room of the hotel.
             * @example 499
             */
            number?: string;
            /**
             * @description The name.
             * @example Corner room
             */
            name?: string;
            /**
             * @description Another type of the hotel: the totals of both follow on every night to come. Not while a guest has the room.
             * @example 1
             */
            roomTypeId?: number;
            /**
             * @description False takes the room out of service: one room less can be sold on every night to come.
             * @example true
             */
            isAvailable?: boolean;
        };
        RateDto: {
            /**
             * Format: date
             * @description First night; not before today where the hotel is.
             * @example 2027-01-31
             */
            startDate: string;
            /**
             * Format: date
             * @description The day after the last night; at most 730 nights.
             * @example 2027-02-03
             */
            endDate: string;
            /**
             * @description What base prices are multiplied by, with at most four decimals.
             * @example 1.25
             */
            multiplier: number;
        };
        RateAnswerDto: {
            /**
             * @description Nights that have this rate now.
             * @example 3
             */
            nightsChanged: number;
        };
        /** @description What exists of one SKU: a room type on a range of nights (`hotelId`, `roomTypeId`, `startDate`, `endDate`), a cabin with open seating (`flightId`, `cabin`), or a seat (`flightId`, `seat`). */
        InventoryEditDto: {
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId?: number;
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId?: number;
            /**
             * Format: date
             * @description First night; not before today where the hotel is.
             * @example 2027-01-31
             */
            startDate?: string;
            /**
             * Format: date
             * @description The day after the last night; at most 730 nights.
             * @example 2027-02-03
             */
            endDate?: string;
            /**
             * @description The id of the flight.
             * @example 19
             */
            flightId?: number;
            /**
             * @description The cabin.
             * @example economy
             * @enum {string}
             */
            cabin?: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description Row and letter of the seat.
             * @example 2A
             */
            seat?: string;
            /**
             * @description Units there are; for a seat 0 or 1. May be below what is sold.
             * @example 90
             */
            total: number;
            /**
             * @description How many more may be sold, in percent; without it each date keeps what it has, as it keeps its cap. Not for a seat.
             * @example 10
             */
            overbookingPercent?: number;
        };
        OversoldDateDto: {
            /**
             * Format: date
             * @description The night, or the date of departure.
             * @example 2027-01-31
             */
            date: string;
            /**
             * @description Units promised beyond the limit.
             * @example 2
             */
            oversoldBy: number;
            /**
             * @description Units reserved beyond those there are: so many guests would find none, though it may have been allowed to sell as many.
             * @example 1
             */
            short: number;
        };
        InventoryEditAnswerDto: {
            /**
             * @description Dates that were written.
             * @example 3
             */
            datesChanged: number;
            /** @description Those of them where more is promised than may now be sold, or more is reserved than there is now. */
            oversold: components["schemas"]["OversoldDateDto"][];
        };
        /** @description A hotel as administrators see it. */
        HotelAdminDto: {
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId: number;
            /**
             * @description Its short name.
             * @example PORTO-HARBOUR
             */
            code: string;
            /**
             * @description The city.
             * @example Porto
             */
            city: string;
            /**
             * @description The country: ISO 3166, two letters.
             * @example PT
             */
            country: string;
            /**
             * @description IANA name of its time zone.
             * @example Europe/Lisbon
             */
            timezone: string;
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency: string;
            /**
             * @description From when rooms are ready, local time.
             * @example 15:00
             */
            checkInTime: string;
            /**
             * @description Until when rooms must be left, local time.
             * @example 11:00
             */
            checkOutTime: string;
            /**
             * @description What room types that are added begin with.
             * @example 10
             */
            overbookingPercent: number;
            /**
             * @description The same in rooms of a type at most; null without such a bound.
             * @example null
             */
            overbookingCap: number | null;
            /**
             * @description How much of what is only held counts towards occupancy, in percent.
             * @example 50
             */
            heldWeightPercent: number;
            /**
             * @description The name.
             * @example Riverside
             */
            name: string;
            /**
             * @description What there is to say about it.
             * @example Quiet, and close to the river.
             */
            description: string;
            /**
             * @description Street and place.
             * @example Rua do Ouro 1
             */
            address: string;
            /**
             * @description False: retired.
             * @example true
             */
            isActive: boolean;
        };
        NewHotelDto: {
            /**
             * @description How files and people name it; no other hotel or flight has it.
             * @example PORTO-HARBOUR
             */
            code: string;
            /**
             * @description The name.
             * @example Porto Harbour Hotel
             */
            name: string;
            /**
             * @description What there is to say about it.
             * @default
             * @example Forty rooms by the river.
             */
            description: string;
            /**
             * @description Street and place.
             * @default
             * @example Cais da Ribeira 1
             */
            address: string;
            /**
             * @description The city.
             * @example Porto
             */
            city: string;
            /**
             * @description ISO 3166, two letters.
             * @example PT
             */
            country: string;
            /**
             * @description IANA name; nights are days here. It stays while somebody is booked.
             * @example Europe/Lisbon
             */
            timezone: string;
            /**
             * Format: currency
             * @description What prices are in. It stays from the first room type on, or the first fee that is an amount.
             * @example EUR
             */
            currency: string;
            /**
             * @description `HH:MM`, local.
             * @default 15:00
             * @example 15:00
             */
            checkInTime: string;
            /**
             * @description `HH:MM`, local.
             * @default 11:00
             * @example 11:00
             */
            checkOutTime: string;
            /**
             * @description How many more rooms may be sold, in percent, of room types that do not say so themselves when they are made.
             * @default 10
             * @example 10
             */
            overbookingPercent: number;
            /**
             * @description The same in rooms of a type at most, whatever the percentage says; null or left out: no such bound.
             * @example 5
             */
            overbookingCap?: number | null;
            /**
             * @description How much an unpaid hold counts as occupancy when a price is made, in percent.
             * @default 50
             * @example 50
             */
            heldWeightPercent: number;
        };
        HotelChangesDto: {
            /**
             * @description The name.
             * @example Porto Harbour Hotel
             */
            name?: string;
            /**
             * @description What there is to say about it.
             * @default
             * @example Forty rooms by the river.
             */
            description: string;
            /**
             * @description Street and place.
             * @default
             * @example Cais da Ribeira 1
             */
            address: string;
            /**
             * @description The city.
             * @example Porto
             */
            city?: string;
            /**
             * @description ISO 3166, two letters.
             * @example PT
             */
            country?: string;
            /**
             * @description IANA name; nights are days here. It stays while somebody is booked.
             * @example Europe/Lisbon
             */
            timezone?: string;
            /**
             * Format: currency
             * @description What prices are in. It stays from the first room type on, or the first fee that is an amount.
             * @example EUR
             */
            currency?: string;
            /**
             * @description `HH:MM`, local.
             * @default 15:00
             * @example 15:00
             */
            checkInTime: string;
            /**
             * @description `HH:MM`, local.
             * @default 11:00
             * @example 11:00
             */
            checkOutTime: string;
            /**
             * @description How many more rooms may be sold, in percent, of room types that do not say so themselves when they are made.
             * @default 10
             * @example 10
             */
            overbookingPercent: number;
            /**
             * @description The same in rooms of a type at most, whatever the percentage says; null or left out: no such bound.
             * @example 5
             */
            overbookingCap?: number | null;
            /**
             * @description How much an unpaid hold counts as occupancy when a price is made, in percent.
             * @default 50
             * @example 50
             */
            heldWeightPercent: number;
            /**
             * @description False retires the hotel: guests neither find it nor book in it; what is booked stays.
             * @example true
             */
            isActive?: boolean;
        };
        /** @description A room type as administrators see it. */
        RoomTypeAdminDto: {
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId: number;
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId: number;
            /**
             * @description Its short name.
             * @example SUITE
             */
            code: string;
            /**
             * @description People one room takes.
             * @example 2
             */
            maxGuests: number;
            /**
             * @description What nights that are opened get; those that are open keep theirs.
             * @example 10
             */
            overbookingPercent: number;
            /**
             * @description The same in rooms at most; null without such a bound.
             * @example null
             */
            overbookingCap: number | null;
            /**
             * @description The name.
             * @example Riverside
             */
            name: string;
            /**
             * @description What there is to say about it.
             * @example Quiet, and close to the river.
             */
            description: string;
            /** @description A night, before rates and rules. */
            basePrice: components["schemas"]["MoneyDto"];
            /**
             * @description False: retired.
             * @example true
             */
            isActive: boolean;
        };
        /** @description A price as it is set. */
        PriceDto: {
            /**
             * @description In minor units of the currency: 12500 is 125.00 EUR, or 12500 JPY.
             * @example 12500
             */
            amount: number;
            /**
             * Format: currency
             * @description That of the hotel or flight.
             * @example EUR
             */
            currency: string;
        };
        NewRoomTypeDto: {
            /**
             * @description How files and people name it; no other room type of the hotel has it.
             * @example SUITE
             */
            code: string;
            /**
             * @description The name.
             * @example Suite
             */
            name: string;
            /**
             * @description What there is to say about it.
             * @default
             * @example Two rooms and a balcony.
             */
            description: string;
            /**
             * @description People one room takes.
             * @example 2
             */
            maxGuests: number;
            /**
             * @description How many more than there are may be sold, in percent. Without it that of the hotel.
             * @example 10
             */
            overbookingPercent?: number;
            /**
             * @description The same in rooms at most, whatever the percentage says; null: no such bound. Without it that of the hotel.
             * @example 5
             */
            overbookingCap?: number | null;
            /**
             * @description Rooms to build at once, numbered by floor. More are added one by one.
             * @default 0
             * @example 12
             */
            rooms: number;
            /**
             * @description The floor of the first of them.
             * @default 1
             * @example 5
             */
            firstFloor: number;
            /**
             * @description How many are on one floor.
             * @default 20
             * @example 6
             */
            roomsPerFloor: number;
            /** @description A night, before rates and rules. */
            basePrice: components["schemas"]["PriceDto"];
        };
        /** @description A room type that was made. */
        RoomTypeMadeDto: {
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId: number;
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId: number;
            /**
             * @description Its short name.
             * @example SUITE
             */
            code: string;
            /**
             * @description People one room takes.
             * @example 2
             */
            maxGuests: number;
            /**
             * @description What nights that are opened get; those that are open keep theirs.
             * @example 10
             */
            overbookingPercent: number;
            /**
             * @description The same in rooms at most; null without such a bound.
             * @example null
             */
            overbookingCap: number | null;
            /**
             * @description Rooms that were made.
             * @example 12
             */
            roomsAdded: number;
            /**
             * @description Nights that can be booked now.
             * @example 730
             */
            nightsOpened: number;
            /**
             * @description The name.
             * @example Riverside
             */
            name: string;
            /**
             * @description What there is to say about it.
             * @example Quiet, and close to the river.
             */
            description: string;
            /** @description A night, before rates and rules. */
            basePrice: components["schemas"]["MoneyDto"];
            /**
             * @description False: retired.
             * @example true
             */
            isActive: boolean;
        };
        RoomTypeChangesDto: {
            /**
             * @description The name.
             * @example Suite
             */
            name?: string;
            /**
             * @description What there is to say about it.
             * @default
             * @example Two rooms and a balcony.
             */
            description: string;
            /**
             * @description People one room takes.
             * @example 2
             */
            maxGuests?: number;
            /**
             * @description False retires the room type: guests neither find it nor book it; what is booked stays.
             * @example true
             */
            isActive?: boolean;
            /** @description A night, before rates and rules. */
            basePrice?: components["schemas"]["PriceDto"];
        };
        InventoryRangeDto: {
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId: number;
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId: number;
            /**
             * Format: date
             * @description First night; not before today where the hotel is.
             * @example 2027-01-31
             */
            startDate: string;
            /**
             * Format: date
             * @description The day after the last night; at most 730 nights.
             * @example 2027-02-03
             */
            endDate: string;
            /**
             * @description Only nights that begin on these days of the week.
             * @example [
             *       "fri",
             *       "sat"
             *     ]
             */
            weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            /**
             * @description Rooms there are; may be below what is sold.
             * @example 90
             */
            total: number;
            /**
             * @description How many more may be sold, in percent; without it each night keeps what it has, as it keeps its cap.
             * @example 10
             */
            overbookingPercent?: number;
        };
        InventoryRangesDto: {
            /** @description Where two are about the same night, the later one holds. Together at most 10,000 nights. */
            ranges: components["schemas"]["InventoryRangeDto"][];
        };
        RangesAnswerDto: {
            /**
             * @description Nights that were written.
             * @example 3
             */
            nightsChanged: number;
        };
        RateRangeDto: {
            /**
             * Format: date
             * @description First night; not before today where the hotel is.
             * @example 2027-01-31
             */
            startDate: string;
            /**
             * Format: date
             * @description The day after the last night; at most 730 nights.
             * @example 2027-02-03
             */
            endDate: string;
            /**
             * @description What base prices are multiplied by, with at most four decimals.
             * @example 1.25
             */
            multiplier: number;
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId: number;
            /**
             * @description Only nights that begin on these days of the week.
             * @example [
             *       "fri",
             *       "sat"
             *     ]
             */
            weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        };
        RateRangesDto: {
            /** @description Where two are about the same night, the later one holds. Together at most 10,000 nights. */
            ranges: components["schemas"]["RateRangeDto"][];
        };
        /** @description A type of aircraft. */
        AircraftTypeDto: {
            /**
             * @description IATA code.
             * @example 7M9
             */
            code: string;
            /**
             * @description The name.
             * @example Boeing 737 MAX 9
             */
            name: string;
            /**
             * @description Most it can be fitted with.
             * @example 220
             */
            seats: number;
        };
        AircraftTypeChangesDto: {
            /**
             * @description The name.
             * @example Boeing 737 MAX 9
             */
            name?: string;
            /**
             * @description Most it can be fitted with.
             * @example 220
             */
            seats?: number;
        };
        /** @description A cabin: with open seating it has a `capacity`, with assigned seating rows and letters. */
        CabinPlanDto: {
            /**
             * @description The cabin.
             * @example economy
             * @enum {string}
             */
            class: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description Open: passengers sit where they like. Assigned: each seat is sold by its label.
             * @example assigned
             * @enum {string}
             */
            seating: "open" | "assigned";
            /**
             * @description With open seating: how many sit in it.
             * @example 1
             */
            capacity?: number;
            /**
             * @description With assigned seating.
             * @example 1
             */
            firstRow?: number;
            /**
             * @description With assigned seating.
             * @example 3
             */
            lastRow?: number;
            /**
             * @description With assigned seating: a full row; a space is an aisle.
             * @example AC DF
             */
            letters?: string;
            /**
             * @description With assigned seating: seats that are missing.
             * @example [
             *       "1A"
             *     ]
             */
            without?: string[];
            /**
             * @description With assigned seating: rows from the front that may cost more.
             * @default 0
             * @example 1
             */
            frontRows: number;
        };
        /** @description How an aircraft is fitted: what flights are made from. */
        SeatMapTemplateDto: {
            /**
             * @description Its short name.
             * @example 320-A
             */
            code: string;
            /**
             * @description The type of aircraft that is fitted like this.
             * @example 320
             */
            aircraft: string;
            /**
             * @description The name.
             * @example Three rows of economy
             */
            name: string;
            /** @description From the front. */
            cabins: components["schemas"]["CabinPlanDto"][];
            /**
             * @description Seats of all cabins.
             * @example 11
             */
            seats: number;
        };
        NewSeatMapDto: {
            /**
             * @description Its short name.
             * @example 320-A
             */
            code: string;
            /**
             * @description The type of aircraft that is fitted like this.
             * @example 320
             */
            aircraft: string;
            /**
             * @description The name.
             * @example Three rows of economy
             */
            name: string;
            /** @description From the front. */
            cabins: components["schemas"]["CabinPlanDto"][];
        };
        SeatMapChangesDto: {
            /**
             * @description The name.
             * @example Three rows of economy
             */
            name?: string;
            /** @description From the front. */
            cabins?: components["schemas"]["CabinPlanDto"][];
        };
        /** @description A flight as administrators see it. */
        FlightAdminDto: {
            /**
             * @description The id of the flight.
             * @example 19
             */
            flightId: number;
            /**
             * @description Airline, number and date.
             * @example BA7-2027-03-14
             */
            code: string;
            /**
             * @description The airline, by its IATA code.
             * @example BA
             */
            airline: string;
            /**
             * @description The number.
             * @example 7
             */
            number: string;
            /**
             * @description The airport of departure, by its IATA code.
             * @example LHR
             */
            origin: string;
            /**
             * @description The airport of arrival, by its IATA code.
             * @example AMS
             */
            destination: string;
            /**
             * Format: date
             * @description What it is sold for, at the airport of departure; it departs that day or, delayed past midnight, on the day after.
             * @example 2027-01-31
             */
            departureDate: string;
            /**
             * Format: date-time
             * @description When it departs.
             * @example 2027-01-31T12:00:00.000Z
             */
            departsAt: string;
            /**
             * Format: date-time
             * @description When it arrives.
             * @example 2027-01-31T12:00:00.000Z
             */
            arrivesAt: string;
            /**
             * @description The type of the aircraft.
             * @example 320
             */
            aircraft: string;
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency: string;
            /**
             * @description False: retired. Who has booked it still has: `GET /v1/admin/reservations?listingId={flightId}&status=paid`.
             * @example true
             */
            isActive: boolean;
        };
        /** @description What a cabin of the seat map costs on this flight. */
        CabinPriceDto: {
            /**
             * @description The cabin.
             * @example economy
             * @enum {string}
             */
            class: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description Of a seat without surcharges, in minor units of the flight's currency.
             * @example 8900
             */
            price: number;
            /**
             * @description On top, at the window; assigned seats only. With surcharges no seat costs more than 1000000000.
             * @default 0
             * @example 600
             */
            windowSurcharge: number;
            /**
             * @description On top, in the front rows of the seat map; assigned seats only.
             * @default 0
             * @example 1500
             */
            frontSurcharge: number;
            /**
             * @description How many more than there are may be sold, in percent; open seating only.
             * @default 0
             * @example 5
             */
            overbookingPercent: number;
        };
        NewFlightDto: {
            /**
             * @description IATA code.
             * @example BA
             */
            airline: string;
            /**
             * @description Without the airline.
             * @example 7
             */
            number: string;
            /**
             * @description The airport of departure, by its IATA code.
             * @example LHR
             */
            origin: string;
            /**
             * @description The airport of arrival, by its IATA code.
             * @example AMS
             */
            destination: string;
            /**
             * Format: date-time
             * @description When it departs.
             * @example 2027-01-31T09:30:00Z
             */
            departsAt?: string;
            /**
             * Format: date-time
             * @description When it arrives.
             * @example 2027-01-31T11:00:00Z
             */
            arrivesAt?: string;
            /**
             * Format: currency
             * @description ISO 4217.
             * @example EUR
             */
            currency: string;
            /**
             * @description How the aircraft is fitted.
             * @example 320-A
             */
            seatMap: string;
            /** @description One for each cabin of the seat map. */
            cabins: components["schemas"]["CabinPriceDto"][];
        };
        FlightChangesDto: {
            /**
             * Format: date-time
             * @description On the date it is sold for, or delayed past midnight, on the day after: it stays under its date then. Who has booked it is
             *     told.
             * @example 2027-01-31T12:00:00.000Z
             */
            departsAt?: string;
            /**
             * Format: date-time
             * @description When it arrives.
             * @example 2027-01-31T12:00:00.000Z
             */
            arrivesAt?: string;
            /**
             * @description Another type of aircraft, with at least as many seats as are sold. Cabins and seats stay as they are.
             * @example 321
             */
            aircraft?: string;
            /**
             * @description False retires the flight: guests neither find it nor book on it. What is booked stays, and is canceled or refunded one by one:
             *     `GET /v1/admin/reservations?listingId={flightId}&status=paid` lists who is on it.
             * @example true
             */
            isActive?: boolean;
        };
        /** @description A cabin as administrators see it. */
        CabinAdminDto: {
            /**
             * @description The cabin.
             * @example economy
             * @enum {string}
             */
            class: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description Whether seats are chosen, or only counted.
             * @example open
             * @enum {string}
             */
            seating: "open" | "assigned";
            /**
             * @description How many more may be sold than there are, in percent.
             * @example 5
             */
            overbookingPercent: number;
            /** @description Of a seat; with assigned seating of one without surcharges. */
            price: components["schemas"]["MoneyDto"];
            /**
             * @description False: retired.
             * @example true
             */
            isActive: boolean;
        };
        CabinChangesDto: {
            /** @description With assigned seating its seats move by the difference: surcharges stay. None may come to cost less than nothing. */
            price?: components["schemas"]["PriceDto"];
            /**
             * @description False retires the cabin: guests do not see it; what is booked stays.
             * @example true
             */
            isActive?: boolean;
        };
        /** @description A seat as administrators see it. */
        SeatAdminDto: {
            /**
             * @description Row and letter of the seat.
             * @example 14C
             */
            seat: string;
            /**
             * @description The cabin.
             * @example economy
             * @enum {string}
             */
            cabin: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description Where in its row it is.
             * @example window
             * @enum {string}
             */
            position: "window" | "middle" | "aisle";
            price: components["schemas"]["MoneyDto"];
            /**
             * @description False: retired.
             * @example true
             */
            isActive: boolean;
        };
        SeatChangesDto: {
            price?: components["schemas"]["PriceDto"];
            /**
             * @description False retires the seat: it is not on the seat map; whoever has booked it keeps it.
             * @example true
             */
            isActive?: boolean;
        };
        /** @description A cabin that is added to a flight: as in a seat map, with its price. */
        NewCabinDto: {
            /**
             * @description The cabin.
             * @example economy
             * @enum {string}
             */
            class: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description Open: passengers sit where they like. Assigned: each seat is sold by its label.
             * @example assigned
             * @enum {string}
             */
            seating: "open" | "assigned";
            /**
             * @description With open seating: how many sit in it.
             * @example 1
             */
            capacity?: number;
            /**
             * @description With assigned seating.
             * @example 1
             */
            firstRow?: number;
            /**
             * @description With assigned seating.
             * @example 3
             */
            lastRow?: number;
            /**
             * @description With assigned seating: a full row; a space is an aisle.
             * @example AC DF
             */
            letters?: string;
            /**
             * @description With assigned seating: seats that are missing.
             * @example [
             *       "1A"
             *     ]
             */
            without?: string[];
            /**
             * @description With assigned seating: rows from the front that may cost more.
             * @default 0
             * @example 1
             */
            frontRows: number;
            /** @description Of a seat without surcharges. */
            price: components["schemas"]["PriceDto"];
            /**
             * @description On top, at the window, in minor units; assigned seats only. With surcharges no seat costs more than 1000000000.
             * @default 0
             * @example 0
             */
            windowSurcharge: number;
            /**
             * @description On top, in the front rows, in minor units; assigned seats only.
             * @default 0
             * @example 0
             */
            frontSurcharge: number;
            /**
             * @description How many more than there are may be sold, in percent; open seating only.
             * @default 0
             * @example 0
             */
            overbookingPercent: number;
        };
        /** @description A seat that is added to a cabin with assigned seating. */
        NewSeatDto: {
            /**
             * @description Row and letter.
             * @example 99A
             */
            seat: string;
            /**
             * @description The cabin.
             * @example business
             * @enum {string}
             */
            cabin: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description Where in its row it is.
             * @example window
             * @enum {string}
             */
            position: "window" | "middle" | "aisle";
            /** @description Left out: that of the cabin. */
            price?: components["schemas"]["PriceDto"];
        };
        /** @description A night with a rate. */
        RateNightDto: {
            /**
             * Format: date
             * @description The night, or the date of departure.
             * @example 2027-01-31
             */
            date: string;
            /**
             * @description What the base prices of all room types are multiplied by.
             * @example 1.25
             */
            multiplier: number;
        };
        RatesRemovedDto: {
            /**
             * @description Nights that had a rate, and have none now.
             * @example 3
             */
            nightsChanged: number;
        };
        /** @description A line that could not be loaded. */
        ImportProblemDto: {
            /**
             * @description The file.
             * @example hotels.csv
             */
            file: string;
            /**
             * @description The header is line 1; 0 when it is the file as a whole.
             * @example 3
             */
            line: number;
            /**
             * @description Which column is at fault, where it is one.
             * @example timezone
             */
            column?: string;
            /**
             * @description What stands there; the first 100 characters.
             * @example Europe/Atlantis
             */
            value?: string;
            /**
             * @description Why.
             * @example timezone "Europe/Atlantis" is unknown
             */
            reason: string;
        };
        ImportReportDto: {
            /**
             * @description What was loaded, by kind.
             * @example {
             *       "hotels": 2,
             *       "roomTypes": 5
             *     }
             */
            counts: {
                [key: string]: number;
            };
            /**
             * @description Lines that were left out.
             * @example 1
             */
            problemCount: number;
            /** @description The first thousand of them. */
            problems: components["schemas"]["ImportProblemDto"][];
            /**
             * @description Whether it was only tried.
             * @example true
             */
            dryRun: boolean;
        };
        ExportFileDto: {
            /**
             * @description What it is called: the last part of its address, and the name under which an import takes it.
             * @example hotels.csv
             */
            name: string;
            /**
             * @description What its lines have, in their order.
             * @example [
             *       "code",
             *       "name",
             *       "city"
             *     ]
             */
            columns: string[];
        };
        ExportFilesDto: {
            /** @description In the order an import reads them. */
            data: components["schemas"]["ExportFileDto"][];
        };
        /** @description A picture as those see it who look after it. */
        AdminPictureDto: {
            /**
             * @description The id of the picture.
             * @example 1
             */
            pictureId: number;
            /**
             * @description The room type it shows; null for a picture of the hotel.
             * @example null
             */
            roomTypeId: number | null;
            /**
             * @description Pictures are shown in the order of this number.
             * @example 0
             */
            position: number;
            /**
             * @description What it shows.
             * @example The pool
             */
            caption: string;
            /**
             * @description `awaiting_upload`: nothing is there yet. `pending`: renditions are being made. `ready`: guests see it. `failed`: they
             *     could not be made; guests see what they saw before, if anything.
             * @example ready
             * @enum {string}
             */
            status: "awaiting_upload" | "pending" | "ready" | "failed";
            /**
             * @description Why it failed: `gave_up` after several attempts, `original_missing` in the store.
             * @example null
             */
            failure: Record<string, never> | null;
            /**
             * @description Where guests load it; null while there is nothing to be loaded.
             * @example /media/0f/3c/0f3c9a5be1d2476884a1c0de5ba7f00d-7a1c0de5ba7f4d0095e1d24768840f3c.webp
             */
            url: string | null;
            /**
             * @description Of the picture as it was uploaded, in pixels, the right way up; null while that is not known.
             * @example 1600
             */
            width: number | null;
            /**
             * @description In pixels.
             * @example 1067
             */
            height: number | null;
            /** @description The same picture in other widths and formats. */
            renditions: components["schemas"]["RenditionDto"][];
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2027-03-01T12:00:00.000Z
             */
            createdAt: string;
        };
        AdminPicturesDto: {
            /** @description All there are, in their order. */
            data: components["schemas"]["AdminPictureDto"][];
        };
        NewPictureDto: {
            /**
             * @description What the picture shows.
             * @example The pool
             */
            caption?: string;
        };
        /** @description How to send the file. */
        UploadTargetDto: {
            /**
             * @description `PUT` with the bytes as the body, or `POST` with a form.
             * @example PUT
             * @enum {string}
             */
            method: "PUT" | "POST";
            /**
             * @description Below this server, or absolute.
             * @example /v1/uploads/1.7.0f3c9a5be1d2476884a1c0de5ba7f00d.1806400000.c2lnbmF0dXJl
             */
            url: string;
            /**
             * @description With `PUT`: the headers to send.
             * @example {
             *       "Content-Type": "application/octet-stream"
             *     }
             */
            headers?: {
                [key: string]: string;
            };
            /** @description With `POST`: the fields of the `multipart/form-data` body, before the file, which is called `file` and comes last. */
            fields?: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description When the address ends.
             * @example 2027-03-01T12:15:00.000Z
             */
            expiresAt: string;
            /**
             * @description Most bytes the file may have.
             * @example 15000000
             */
            maxBytes: number;
        };
        /** @description A picture that waits for its file. */
        PictureUploadDto: {
            /**
             * @description The id of the picture.
             * @example 1
             */
            pictureId: number;
            /**
             * @description The room type it shows; null for a picture of the hotel.
             * @example null
             */
            roomTypeId: number | null;
            /**
             * @description Pictures are shown in the order of this number.
             * @example 0
             */
            position: number;
            /**
             * @description What it shows.
             * @example The pool
             */
            caption: string;
            /**
             * @description `awaiting_upload`: nothing is there yet. `pending`: renditions are being made. `ready`: guests see it. `failed`: they
             *     could not be made; guests see what they saw before, if anything.
             * @example ready
             * @enum {string}
             */
            status: "awaiting_upload" | "pending" | "ready" | "failed";
            /**
             * @description Why it failed: `gave_up` after several attempts, `original_missing` in the store.
             * @example null
             */
            failure: Record<string, never> | null;
            /**
             * @description Where guests load it; null while there is nothing to be loaded.
             * @example /media/0f/3c/0f3c9a5be1d2476884a1c0de5ba7f00d-7a1c0de5ba7f4d0095e1d24768840f3c.webp
             */
            url: string | null;
            /**
             * @description Of the picture as it was uploaded, in pixels, the right way up; null while that is not known.
             * @example 1600
             */
            width: number | null;
            /**
             * @description In pixels.
             * @example 1067
             */
            height: number | null;
            /** @description The same picture in other widths and formats. */
            renditions: components["schemas"]["RenditionDto"][];
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2027-03-01T12:00:00.000Z
             */
            createdAt: string;
            upload: components["schemas"]["UploadTargetDto"];
        };
        PictureOrderDto: {
            /**
             * @description Every picture there is, each once, in the order they are to be shown in.
             * @example [
             *       2,
             *       1,
             *       3
             *     ]
             */
            pictureIds: number[];
        };
        PictureChangeDto: {
            /**
             * @description What the picture shows.
             * @example The pool in the evening
             */
            caption: string;
        };
        /** @description A policy as administrators see it. */
        AdminPolicyDto: {
            /**
             * @description Names the policy among those of the hotel or flight.
             * @example flexible
             */
            code: string;
            /**
             * @description The name.
             * @example Flexible
             */
            name: string;
            /** @description In their order: the first that has not ended applies. */
            steps: components["schemas"]["PolicyStepDto"][];
            /**
             * @description What a guest pays who does not come, or cancels when the stay has begun, and never less than for canceling before; left
             *     out when that is the fee of the last step.
             */
            noShowFee?: components["schemas"]["FeeDto"];
            /**
             * @description The same as sentences.
             * @example [
             *       "Until 72 hours before arrival canceling costs nothing.",
             *       "After that it costs the price of the first night."
             *     ]
             */
            words: string[];
            /**
             * @description Grows with each change; 0 is what every hotel or flight has before it has a policy.
             * @example 1
             */
            version: number;
            /**
             * @description Whether it is that of all nights without one of their own.
             * @example true
             */
            isDefault: boolean;
        };
        PoliciesDto: {
            /** @description More about it. */
            data: components["schemas"]["AdminPolicyDto"][];
        };
        /** @description `hours`, or `days` and `at`. */
        NewOffsetDto: {
            /**
             * @description Hours before check-in begins, or before departure.
             * @example 72
             */
            hours?: number;
            /**
             * @description Days before the day of arrival or departure.
             * @example 0
             */
            days?: number;
            /**
             * @description With `days`: the time of that day, by the clock of the hotel or airport.
             * @example 18:00
             */
            at?: string;
        };
        /** @description One of the three. */
        NewFeeDto: {
            /**
             * @description A share of the price, in percent.
             * @example 30
             */
            percent?: number;
            /**
             * @description An amount, in minor units of the currency of the hotel or flight.
             * @example 0
             */
            amountMinor?: number;
            /**
             * @description The price of this many first nights.
             * @example 0
             */
            nights?: number;
        };
        NewStepDto: {
            /** @description Until when it costs that. Every step has one but the last. */
            until?: components["schemas"]["NewOffsetDto"];
            /** @description What canceling costs meanwhile. */
            fee: components["schemas"]["NewFeeDto"];
        };
        NewPolicyDto: {
            /**
             * @description The name.
             * @example Three days
             */
            name: string;
            /**
             * @description In their order. A single one makes the price non-refundable, or refundable in part.
             * @example [
             *       {
             *         "until": {
             *           "days": 3,
             *           "at": "18:00"
             *         },
             *         "fee": {
             *           "percent": 0
             *         }
             *       },
             *       {
             *         "until": {
             *           "hours": 24
             *         },
             *         "fee": {
             *           "percent": 30
             *         }
             *       },
             *       {
             *         "fee": {
             *           "nights": 1
             *         }
             *       }
             *     ]
             */
            steps: components["schemas"]["NewStepDto"][];
            /**
             * @description What a guest pays who does not come, or cancels when the stay has begun, and never less than for canceling before.
             *     Without one that is the fee of the last step.
             * @example {
             *       "percent": 100
             *     }
             */
            noShowFee?: components["schemas"]["NewFeeDto"];
        };
        DefaultPolicyDto: {
            /**
             * @description One of those that were made for this hotel or flight: `flexible` is one of the sample catalogue.
             * @example flexible
             */
            code: string;
        };
        PolicyNightDto: {
            /**
             * Format: date
             * @description The night, or the date of departure.
             * @example 2027-01-31
             */
            date: string;
            /**
             * @description Its short name.
             * @example non-refundable
             */
            code: string;
        };
        PolicyNightsDto: {
            /** @description Nights with a policy of their own. */
            data: components["schemas"]["PolicyNightDto"][];
        };
        NewPolicyNightsDto: {
            /**
             * Format: date
             * @description The first night.
             * @example 2027-01-31
             */
            startDate: string;
            /**
             * Format: date
             * @description The day after the last night; at most a year later.
             * @example 2027-02-03
             */
            endDate: string;
            /**
             * @description Only these days of the week; 1 is Monday.
             * @example [
             *       5,
             *       6
             *     ]
             */
            weekdays?: number[];
            /**
             * @description Of stays that begin on these nights; null: again that of the hotel.
             * @example flexible
             */
            code: string | null;
        };
        PolicyNightsChangeDto: {
            /**
             * @description Nights whose policy is another one now.
             * @example 2
             */
            nightsChanged: number;
        };
        /** @description Some rooms of one type. */
        RoomItemDto: {
            /**
             * @description Of the hotel.
             * @example 1
             */
            roomTypeId: number;
            /**
             * @description Rooms.
             * @example 1
             */
            quantity: number;
        };
        /** @description What a guest wants, one of three: rooms (`hotelId`, `startDate`, `endDate`, `items`), seats (`flightId`, `seats`), or a number of places in a cabin with open seating (`flightId`, `cabin`, `quantity`). */
        BookingRequestDto: {
            /**
             * @description Rooms: the hotel.
             * @example 1
             */
            hotelId?: number;
            /**
             * Format: date
             * @description Rooms: first night.
             * @example 2027-01-31
             */
            startDate?: string;
            /**
             * Format: date
             * @description Rooms: day of departure; the night before it is the last. At most 60 nights.
             * @example 2027-02-03
             */
            endDate?: string;
            /** @description Rooms: how many of which type, at most 10 together. */
            items?: components["schemas"]["RoomItemDto"][];
            /**
             * @description Seats or places: the flight.
             * @example 19
             */
            flightId?: number;
            /** @description Seats: their labels, at most 9. */
            seats?: string[];
            /**
             * @description Places: the cabin.
             * @example economy
             * @enum {string}
             */
            cabin?: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description Places: how many, at most 9.
             * @example 1
             */
            quantity?: number;
            /**
             * Format: uuid
             * @description A live hold of the same guest to be given back for this: it is swapped in one step, or stays as it was.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            replacesHoldId?: string;
        };
        /** @description A price, and whether what it is for could be had at this moment. Nothing is taken. */
        QuoteAnswerDto: {
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency: string;
            /** @description The sum of all lines. */
            total: components["schemas"]["MoneyDto"];
            /** @description One line per room type and night, per seat, or per cabin. */
            lines: components["schemas"]["QuoteLineDto"][];
            /**
             * @description Whether a hold for it would have been granted just now.
             * @example true
             */
            available: boolean;
            /** @description What canceling would cost, were it held now. */
            cancellationPolicy: components["schemas"]["StayCancellationDto"];
        };
        /** @description A rule that multiplies the price of the nights it is about. */
        PricingRuleDto: {
            /**
             * @description The id of the rule.
             * @example 1
             */
            ruleId: number;
            /**
             * @description What it is called in quotes.
             * @example Weekend
             */
            name: string;
            /**
             * @description The room type whose price it changes; null: all of the hotel.
             * @example null
             */
            roomTypeId: number | null;
            /**
             * Format: date
             * @description The first night it is about.
             * @example null
             */
            startDate: string | null;
            /**
             * Format: date
             * @description The day after the last night it is about.
             * @example null
             */
            endDate: string | null;
            /**
             * @description The nights of the week it is about, by the day they begin.
             * @example [
             *       "friday",
             *       "saturday"
             *     ]
             */
            weekdays: ("monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")[];
            /**
             * @description What the price is multiplied by.
             * @example 1.2
             */
            factor: number;
            /**
             * @description Rules of higher priority are applied first.
             * @example 0
             */
            priority: number;
            /**
             * @description Where it applies, no rule of lower priority does.
             * @example false
             */
            isFinal: boolean;
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2027-01-31T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was changed last.
             * @example 2027-01-31T12:00:00.000Z
             */
            updatedAt: string;
        };
        /** @description A rule that multiplies the price of the nights it is about. */
        NewPricingRuleDto: {
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId?: number | null;
            /**
             * Format: date
             * @description The first night.
             * @example 2027-01-31
             */
            startDate?: string | null;
            /**
             * Format: date
             * @description The day after the last night.
             * @example 2027-02-03
             */
            endDate?: string | null;
            /**
             * @description The days of the week it is for.
             * @example [
             *       "friday",
             *       "saturday"
             *     ]
             */
            weekdays?: ("monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")[];
            /**
             * @description Rules of higher priority are applied first.
             * @default 0
             * @example 0
             */
            priority: number;
            /**
             * @description Where it applies, no rule of lower priority does.
             * @default false
             * @example false
             */
            isFinal: boolean;
            /**
             * @description What it is called in quotes: guests see it.
             * @example Weekend
             */
            name: string;
            /**
             * @description What the price is multiplied by.
             * @example 1.2
             */
            factor: number;
        };
        PricingRuleChangesDto: {
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId?: number | null;
            /**
             * Format: date
             * @description The first night.
             * @example 2027-01-31
             */
            startDate?: string | null;
            /**
             * Format: date
             * @description The day after the last night.
             * @example 2027-02-03
             */
            endDate?: string | null;
            /**
             * @description The days of the week it is for.
             * @example [
             *       "friday",
             *       "saturday"
             *     ]
             */
            weekdays?: ("monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")[];
            /**
             * @description Rules of higher priority are applied first.
             * @default 0
             * @example 0
             */
            priority: number;
            /**
             * @description Where it applies, no rule of lower priority does.
             * @default false
             * @example false
             */
            isFinal: boolean;
            /**
             * @description What it is called in quotes: guests see it.
             * @example Weekend
             */
            name?: string;
            /**
             * @description What the price is multiplied by.
             * @example 1.2
             */
            factor?: number;
        };
        OccupancyStepDto: {
            /**
             * @description From this occupancy on: reserved plus what holds count, in percent of the rooms that exist.
             * @example 80
             */
            fromPercent: number;
            /**
             * @description What the price is multiplied by.
             * @example 1.2
             */
            factor: number;
        };
        RoomTypePricingDto: {
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId: number;
            basePrice: components["schemas"]["MoneyDto"];
            /** @description What one room costs at least for a night; null for no limit. */
            minimum: Record<string, never> | null;
            /** @description What one room costs at most for a night; null for no limit. */
            maximum: Record<string, never> | null;
            /** @description Its own table; empty: it goes by the hotel's. */
            occupancy: components["schemas"]["OccupancyStepDto"][];
        };
        /** @description What makes the prices of a hotel, beside its rates and rules. */
        HotelPricingDto: {
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId: number;
            /**
             * @description Moves with every change of a table or rule; quotes name it.
             * @example 3
             */
            revision: number;
            /**
             * @description How much an unpaid hold counts beside a reservation, in percent.
             * @example 50
             */
            heldWeightPercent: number;
            /** @description For room types without a table of their own. */
            occupancy: components["schemas"]["OccupancyStepDto"][];
            /** @description By room type. */
            roomTypes: components["schemas"]["RoomTypePricingDto"][];
        };
        /** @description A table by occupancy, instead of the one there was. */
        OccupancyTableDto: {
            /**
             * @description How much of what is only held counts towards occupancy, in percent.
             * @example 50
             */
            heldWeightPercent?: number;
            /**
             * @description The room type it is for, instead of the hotel's; left out: the hotel's own.
             * @example 1
             */
            roomTypeId?: number;
            /** @description The highest step that is reached counts. Empty: no table, so a room type goes by the hotel's again. */
            steps: components["schemas"]["OccupancyStepDto"][];
        };
        /** @description What one room, seat or place costs at least and at most. */
        PriceLimitsDto: {
            /**
             * @description In minor units of the listing's currency; null for no limit.
             * @example 5000
             */
            minimum: number | null;
            /**
             * @description In minor units of the listing's currency, not below the minimum; null for no limit.
             * @example 90000
             */
            maximum: number | null;
        };
        SeatsLeftStepDto: {
            /**
             * @description With at most so many seats left in the cabin; what holds count is not left.
             * @example 9
             */
            seatsLeft: number;
            /**
             * @description What the price is multiplied by.
             * @example 1.2
             */
            factor: number;
        };
        CabinPricingDto: {
            /**
             * @description The cabin.
             * @example economy
             * @enum {string}
             */
            cabin: "economy" | "premium_economy" | "business" | "first";
            basePrice: components["schemas"]["MoneyDto"];
            /** @description What one seat costs at least; null for no limit. */
            minimum: Record<string, never> | null;
            /** @description What one seat costs at most; null for no limit. */
            maximum: Record<string, never> | null;
            /** @description By how many seats are left. */
            seatsLeft: components["schemas"]["SeatsLeftStepDto"][];
        };
        /** @description What makes the prices of a flight. */
        FlightPricingDto: {
            /**
             * @description The id of the flight.
             * @example 19
             */
            flightId: number;
            /**
             * @description Moves with every change of a table; quotes name it.
             * @example 1
             */
            revision: number;
            /**
             * @description How much an unpaid hold counts beside a reservation, in percent.
             * @example 50
             */
            heldWeightPercent: number;
            /** @description By cabin. */
            cabins: components["schemas"]["CabinPricingDto"][];
        };
        /** @description A table by seats left, instead of the one there was. */
        SeatsLeftTableDto: {
            /**
             * @description How much of what is only held counts towards occupancy, in percent.
             * @example 50
             */
            heldWeightPercent?: number;
            /** @description The step of the fewest seats that still covers what is left counts. Empty: no table. */
            steps: components["schemas"]["SeatsLeftStepDto"][];
        };
        /** @description A change of what one room, seat or place costs on one date. */
        PriceChangeDto: {
            /**
             * @description Rises with every change.
             * @example 4711
             */
            changeId: number;
            /**
             * @description The room type, for a hotel.
             * @example 1
             */
            roomTypeId?: number;
            /**
             * @description The cabin, for a flight.
             * @example economy
             * @enum {string}
             */
            cabin?: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description The seat, in a cabin with assigned seats.
             * @example 2A
             */
            seat?: string;
            /**
             * Format: date
             * @description The night, or the date of departure.
             * @example 2027-03-14
             */
            date: string;
            /** @description What one costs from then on. */
            price: components["schemas"]["MoneyDto"];
            /** @description What it cost before. */
            previousPrice: components["schemas"]["MoneyDto"];
            /**
             * @description What led to it: `occupancy` (bookings), `rules` (rules and tables), `rate`, `base` (base price and limits), `total` (how
             *     many there are); `opened` and `checked`: it was found with another price when it was looked at.
             * @example occupancy
             * @enum {string}
             */
            cause: "occupancy" | "rules" | "rate" | "base" | "total" | "opened" | "checked";
            /**
             * Format: date-time
             * @description When it was found, within a second or two.
             * @example 2027-01-31T12:00:00.000Z
             */
            changedAt: string;
        };
        /** @description A price that somebody waits for. */
        WatchedPriceDto: {
            /**
             * @description In minor units.
             * @example 12000
             */
            amount: number;
            /**
             * @description ISO 4217; the currency of the hotel or flight.
             * @example EUR
             */
            currency: string;
        };
        /** @description Prices a webhook subscription wants to be told of: of a hotel (`hotelId`) or of a flight (`flightId`). */
        NewPriceWatchDto: {
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId?: number;
            /**
             * @description With `hotelId`: only this room type.
             * @example 1
             */
            roomTypeId?: number;
            /**
             * Format: date
             * @description With `hotelId`: only nights from this one on.
             * @example 2027-01-31
             */
            startDate?: string;
            /**
             * Format: date
             * @description With `hotelId`: only nights before this day.
             * @example 2027-02-03
             */
            endDate?: string;
            /**
             * @description The id of the flight.
             * @example 19
             */
            flightId?: number;
            /**
             * @description With `flightId`: only this cabin, or the seats in it.
             * @example economy
             * @enum {string}
             */
            cabin?: "economy" | "premium_economy" | "business" | "first";
            /** @description Only changes that bring what one costs below this; without it every change. */
            below?: components["schemas"]["WatchedPriceDto"];
        };
        /** @description What one unit costs on one date. */
        LowestPriceDto: {
            /**
             * @description The room type, for a hotel.
             * @example 1
             */
            roomTypeId?: number;
            /**
             * @description The cabin, for a flight.
             * @example economy
             * @enum {string}
             */
            cabin?: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description The seat, in a cabin with assigned seats.
             * @example 2A
             */
            seat?: string;
            /**
             * Format: date
             * @description The night, or the date of departure.
             * @example 2027-01-31
             */
            date: string;
            /** @description What one costs now. */
            price: components["schemas"]["MoneyDto"];
        };
        /** @description A watch that was just made. */
        MadePriceWatchDto: {
            /**
             * Format: uuid
             * @description The id of the watch.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            watchId: string;
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId?: number;
            /**
             * @description Left out: all of the hotel.
             * @example 1
             */
            roomTypeId?: number;
            /**
             * Format: date
             * @description Nights from this one on; left out: no bound.
             * @example 2027-01-31
             */
            startDate?: string;
            /**
             * Format: date
             * @description Nights before this day; left out: no bound.
             * @example 2027-02-03
             */
            endDate?: string;
            /**
             * @description The id of the flight.
             * @example 19
             */
            flightId?: number;
            /**
             * @description Left out: all of the flight.
             * @example economy
             * @enum {string}
             */
            cabin?: "economy" | "premium_economy" | "business" | "first";
            /** @description It is told when one costs less than this, and did not before; left out: of every change. */
            below?: components["schemas"]["MoneyDto"];
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2027-01-31T12:00:00.000Z
             */
            createdAt: string;
            /**
             * @description The lowest price there is now of what it watches, sold out or not: it may be below `below` already, and is not told
             *     again. Every change behind it is told. null: none is known yet.
             */
            lowest: components["schemas"]["LowestPriceDto"] | null;
        };
        PriceWatchDto: {
            /**
             * Format: uuid
             * @description The id of the watch.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            watchId: string;
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId?: number;
            /**
             * @description Left out: all of the hotel.
             * @example 1
             */
            roomTypeId?: number;
            /**
             * Format: date
             * @description Nights from this one on; left out: no bound.
             * @example 2027-01-31
             */
            startDate?: string;
            /**
             * Format: date
             * @description Nights before this day; left out: no bound.
             * @example 2027-02-03
             */
            endDate?: string;
            /**
             * @description The id of the flight.
             * @example 19
             */
            flightId?: number;
            /**
             * @description Left out: all of the flight.
             * @example economy
             * @enum {string}
             */
            cabin?: "economy" | "premium_economy" | "business" | "first";
            /** @description It is told when one costs less than this, and did not before; left out: of every change. */
            below?: components["schemas"]["MoneyDto"];
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2027-01-31T12:00:00.000Z
             */
            createdAt: string;
        };
        /** @description What stands in the way on one date; listed in `blocking` of a `sold_out` problem. */
        BlockingDto: {
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId?: number;
            /**
             * @description The cabin.
             * @example economy
             * @enum {string}
             */
            cabin?: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description Row and letter of the seat.
             * @example 14C
             */
            seat?: string;
            /**
             * Format: date
             * @description The night, or the date of departure.
             * @example 2027-01-31
             */
            date: string;
            /**
             * @description What is free.
             * @example 0
             */
            available: number;
            /**
             * @description How much of the rest is only held, and may become free.
             * @example 1
             */
            held: number;
            /**
             * Format: date-time
             * @description When the first of those holds ends by itself; null when nothing is held.
             * @example 2027-01-31T12:00:00.000Z
             */
            nextReleaseAt: string | null;
        };
        /** @description A passport, for offers that need one. */
        IdentityDocumentDto: {
            /**
             * @description The number.
             * @example 19KL56147
             */
            number: string;
            /**
             * @description ISO 3166-1 alpha-2.
             * @example PT
             */
            issuingCountry: string;
            /**
             * Format: date
             * @description The last day it is valid.
             * @example 2031-06-25
             */
            expiresOn: string;
        };
        /** @description Who flies: one for each traveller of the offer. */
        OfferPassengerRequestDto: {
            /**
             * @description Which traveller of the offer this is; when all leave it out, they are taken in the offer's order.
             * @example pas_00009hj8USM7Ncg31cBCLL
             */
            passengerId?: string;
            /**
             * @description How to address the traveller.
             * @example ms
             * @enum {string}
             */
            title: "mr" | "ms" | "mrs" | "miss" | "dr";
            /**
             * @description As the travel document has it.
             * @example f
             * @enum {string}
             */
            gender: "m" | "f";
            /**
             * @description The given names.
             * @example Amelia
             */
            givenName: string;
            /**
             * @description The family name.
             * @example Earhart
             */
            familyName: string;
            /**
             * Format: date
             * @description The date of birth.
             * @example 1987-07-24
             */
            bornOn: string;
            /**
             * Format: email
             * @description Where the airline writes to.
             * @example amelia@example.com
             */
            email: string;
            /**
             * @description E.164.
             * @example +442080160509
             */
            phoneNumber: string;
            /**
             * @description The infant on this adult's lap; when left out, infants are given to the adults in order.
             * @example pas_00009hj8USM7Ncg31cBCLM
             */
            infantPassengerId?: string;
            /** @description Needed where the offer's `needsIdentityDocuments` says so. */
            identityDocument?: components["schemas"]["IdentityDocumentDto"];
        };
        /** @description The price a guest was shown. */
        ExpectedTotalDto: {
            /**
             * @description In minor units.
             * @example 50000
             */
            amount: number;
            /**
             * @description ISO 4217; the currency of the hotel or flight.
             * @example EUR
             */
            currency: string;
        };
        /** @description What to hold: one of the three shapes of a booking request, or an offer of a supplier (`offerId`, `passengers`), as `GET /v1/flight-offers` finds them. */
        TakeHoldDto: {
            /**
             * @description Rooms: the hotel.
             * @example 1
             */
            hotelId?: number;
            /**
             * Format: date
             * @description Rooms: first night.
             * @example 2027-01-31
             */
            startDate?: string;
            /**
             * Format: date
             * @description Rooms: day of departure; the night before it is the last. At most 60 nights.
             * @example 2027-02-03
             */
            endDate?: string;
            /** @description Rooms: how many of which type, at most 10 together. */
            items?: components["schemas"]["RoomItemDto"][];
            /**
             * @description Seats or places: the flight.
             * @example 19
             */
            flightId?: number;
            /** @description Seats: their labels, at most 9. */
            seats?: string[];
            /**
             * @description Places: the cabin.
             * @example economy
             * @enum {string}
             */
            cabin?: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description Places: how many, at most 9.
             * @example 1
             */
            quantity?: number;
            /**
             * Format: uuid
             * @description A live hold of the same guest to be given back for this: it is swapped in one step, or stays as it was.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            replacesHoldId?: string;
            /**
             * @description A supplier's flights: the offer.
             * @example off_00009htYpSCXrwaB9DnUm0
             */
            offerId?: string;
            /** @description A supplier's flights: every traveller of the offer. */
            passengers?: components["schemas"]["OfferPassengerRequestDto"][];
            /** @description A supplier's flights: how much more than `expectedTotal` the guest would pay without being asked again. */
            priceTolerance?: components["schemas"]["ExpectedTotalDto"];
            /** @description The most the guest agrees to pay: if it costs more now, nothing is taken and the new price is told. */
            expectedTotal?: components["schemas"]["ExpectedTotalDto"];
        };
        /** @description Rooms, seats or places kept for one guest until `expiresAt`, at a price that does not change any more. */
        HoldDto: {
            /** @description Flights of a supplier: the offer as it was held. */
            offer?: components["schemas"]["FlightOfferDto"];
            /** @description Flights of a supplier: who flies. */
            passengers?: components["schemas"]["HeldPassengerDto"][];
            /**
             * @description Flights of a supplier: whether the seats are kept. When they are not, they may be gone, or dearer, when the hold is paid
             *     for; nothing is charged then.
             * @example true
             */
            secured?: boolean;
            /**
             * Format: date-time
             * @description Flights of a supplier: the price stays until then; left out when nobody promises that.
             * @example 2027-01-31T12:00:00.000Z
             */
            priceGuaranteedUntil?: string;
            /** @description Flights of a supplier. */
            supplier?: components["schemas"]["AtSupplierDto"];
            /**
             * Format: uuid
             * @description The hold.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            holdId: string;
            /**
             * @description `active`: kept, waiting for payment. `paying`: a payment is under way. `confirmed`: paid, a reservation. `released`:
             *     given back. `expired`: its time is over. `canceled`: its reservation was canceled.
             * @example active
             * @enum {string}
             */
            status: "active" | "paying" | "confirmed" | "released" | "expired" | "canceled";
            /**
             * @description The hotel, for rooms.
             * @example 1
             */
            hotelId?: number;
            /**
             * @description The flight, for seats and places.
             * @example 19
             */
            flightId?: number;
            /**
             * Format: date
             * @description First night, or the date of departure.
             * @example 2027-01-31
             */
            startDate: string;
            /**
             * Format: date
             * @description Day of departure from the hotel, or the day after the flight's.
             * @example 2027-02-03
             */
            endDate: string;
            /** @description The rooms. */
            items?: components["schemas"]["HeldRoomsDto"][];
            /** @description The seats. */
            seats?: string[];
            /**
             * @description The cabin the places are in.
             * @example economy
             * @enum {string}
             */
            cabin?: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description Places in the cabin.
             * @example 1
             */
            quantity?: number;
            /** @description The price the hold has frozen. */
            quote: components["schemas"]["QuoteDto"];
            /** @description While it is live: what canceling will cost once it is paid. Left out for a supplier's flights: the airline says so. */
            cancellationPolicy?: components["schemas"]["StayCancellationDto"];
            /**
             * Format: date-time
             * @description When it ends if nothing happens.
             * @example 2027-01-31T12:10:00.000Z
             */
            expiresAt: string;
            /**
             * @description The same in whole seconds from `serverTime`, for a countdown that does not depend on the client's clock.
             * @example 600
             */
            expiresInSeconds: number;
            /**
             * Format: date-time
             * @description The clock all of this was judged by.
             * @example 2027-01-31T12:00:00.000Z
             */
            serverTime: string;
            /**
             * @description Whether `POST /v1/holds/{holdId}/extend` would work now.
             * @example true
             */
            extendable: boolean;
            /**
             * Format: date-time
             * @description While `paying`: until when the payment may take to be decided.
             * @example 2027-01-31T12:00:00.000Z
             */
            graceUntil?: string;
            /**
             * Format: date-time
             * @description When it ended, for a hold that has.
             * @example 2027-01-31T12:00:00.000Z
             */
            endedAt?: string;
            /**
             * @description Why it ended.
             * @example deadline_passed
             * @enum {string}
             */
            endCause?: "deadline_passed" | "released_by_guest" | "released_by_admin" | "replaced" | "payment_failed" | "canceled_by_guest" | "canceled_by_admin" | "supplier_refused" | "canceled_by_supplier" | "no_show" | "moved_by_admin";
            /**
             * Format: uuid
             * @description The reservation it is, or may become, the basis of.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            reservationId?: string;
        };
        ExtendHoldDto: {
            /**
             * @description How much longer to keep it; by default, and at most, the usual life of a hold.
             * @example 300
             */
            seconds?: number;
        };
        /** @description A hold as administrators see it. */
        AdminHoldDto: {
            /** @description Flights of a supplier: the offer as it was held. */
            offer?: components["schemas"]["FlightOfferDto"];
            /** @description Flights of a supplier: who flies. */
            passengers?: components["schemas"]["HeldPassengerDto"][];
            /**
             * @description Flights of a supplier: whether the seats are kept. When they are not, they may be gone, or dearer, when the hold is paid
             *     for; nothing is charged then.
             * @example true
             */
            secured?: boolean;
            /**
             * Format: date-time
             * @description Flights of a supplier: the price stays until then; left out when nobody promises that.
             * @example 2027-01-31T12:00:00.000Z
             */
            priceGuaranteedUntil?: string;
            /** @description Flights of a supplier. */
            supplier?: components["schemas"]["AtSupplierDto"];
            /**
             * Format: uuid
             * @description The hold.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            holdId: string;
            /**
             * @description `active`: kept, waiting for payment. `paying`: a payment is under way. `confirmed`: paid, a reservation. `released`:
             *     given back. `expired`: its time is over. `canceled`: its reservation was canceled.
             * @example active
             * @enum {string}
             */
            status: "active" | "paying" | "confirmed" | "released" | "expired" | "canceled";
            /**
             * @description The hotel, for rooms.
             * @example 1
             */
            hotelId?: number;
            /**
             * @description The flight, for seats and places.
             * @example 19
             */
            flightId?: number;
            /**
             * Format: date
             * @description First night, or the date of departure.
             * @example 2027-01-31
             */
            startDate: string;
            /**
             * Format: date
             * @description Day of departure from the hotel, or the day after the flight's.
             * @example 2027-02-03
             */
            endDate: string;
            /** @description The rooms. */
            items?: components["schemas"]["HeldRoomsDto"][];
            /** @description The seats. */
            seats?: string[];
            /**
             * @description The cabin the places are in.
             * @example economy
             * @enum {string}
             */
            cabin?: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description Places in the cabin.
             * @example 1
             */
            quantity?: number;
            /** @description The price the hold has frozen. */
            quote: components["schemas"]["QuoteDto"];
            /** @description While it is live: what canceling will cost once it is paid. Left out for a supplier's flights: the airline says so. */
            cancellationPolicy?: components["schemas"]["StayCancellationDto"];
            /**
             * Format: date-time
             * @description When it ends if nothing happens.
             * @example 2027-01-31T12:10:00.000Z
             */
            expiresAt: string;
            /**
             * @description The same in whole seconds from `serverTime`, for a countdown that does not depend on the client's clock.
             * @example 600
             */
            expiresInSeconds: number;
            /**
             * Format: date-time
             * @description The clock all of this was judged by.
             * @example 2027-01-31T12:00:00.000Z
             */
            serverTime: string;
            /**
             * @description Whether `POST /v1/holds/{holdId}/extend` would work now.
             * @example true
             */
            extendable: boolean;
            /**
             * Format: date-time
             * @description While `paying`: until when the payment may take to be decided.
             * @example 2027-01-31T12:00:00.000Z
             */
            graceUntil?: string;
            /**
             * Format: date-time
             * @description When it ended, for a hold that has.
             * @example 2027-01-31T12:00:00.000Z
             */
            endedAt?: string;
            /**
             * @description Why it ended.
             * @example deadline_passed
             * @enum {string}
             */
            endCause?: "deadline_passed" | "released_by_guest" | "released_by_admin" | "replaced" | "payment_failed" | "canceled_by_guest" | "canceled_by_admin" | "supplier_refused" | "canceled_by_supplier" | "no_show" | "moved_by_admin";
            /**
             * Format: uuid
             * @description The reservation it is, or may become, the basis of.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            reservationId?: string;
            /**
             * @description Whose it is.
             * @example alice
             */
            guestId: string;
        };
        /** @description A guest who keeps inventory from others at this moment. */
        TopHolderDto: {
            /**
             * @description Whose it is.
             * @example alice
             */
            guestId: string;
            /**
             * @description Live holds.
             * @example 5
             */
            holds: number;
            /**
             * @description What they keep: rooms times nights, or seats.
             * @example 30
             */
            units: number;
            /**
             * @description In how many hotels and on how many flights.
             * @example 2
             */
            listings: number;
            /**
             * Format: date-time
             * @description When the first of them was taken.
             * @example 2027-01-31T12:00:00.000Z
             */
            firstTakenAt: string;
            /**
             * Format: date-time
             * @description When the last of them ends by itself.
             * @example 2027-01-31T12:10:00.000Z
             */
            lastEndsAt: string;
            /**
             * @description Holds taken in the last 24 hours, counted up to 1,000.
             * @example 140
             */
            takenLastDay: number;
            /**
             * @description How many of those were paid for and not canceled.
             * @example 0
             */
            keptLastDay: number;
        };
        SavePaymentMethodDto: {
            /**
             * @description What the provider gave the guest's browser for the card; card data itself never comes here. In the sandbox
             *     `pm_card_visa` pays, and other cards decline, ask for approval or misbehave.
             * @example pm_card_visa
             */
            token: string;
        };
        PaymentMethodDto: {
            /**
             * @description Names the card when paying.
             * @example pm_1QxW5nLkdIwHu7ix
             */
            paymentMethodId: string;
            /**
             * @description Who issued it: `visa`, `mastercard` …
             * @example visa
             */
            brand: string;
            /**
             * @description The last four digits of the card's number.
             * @example 4242
             */
            last4: string;
            /**
             * @description The month it expires in.
             * @example 12
             */
            expMonth: number;
            /**
             * @description The year it expires in.
             * @example 2034
             */
            expYear: number;
            /**
             * Format: date-time
             * @description When it was saved.
             * @example 2027-01-31T09:30:00.000Z
             */
            createdAt: string;
        };
        /** @description Something the payment provider said that is not what was asked for. It was not acted on. */
        QuarantinedMessageDto: {
            /**
             * Format: uuid
             * @description The id of the message.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            messageId: string;
            /**
             * @description `other_object`: it names our payment, but is not the one that was made for it.
             * @example other_amount
             * @enum {string}
             */
            reason: "other_amount" | "other_currency" | "other_object";
            /**
             * @description The hotel or flight.
             * @example 1
             */
            listingId: number;
            /**
             * Format: uuid
             * @description The id of the reservation.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            reservationId: string;
            /**
             * Format: uuid
             * @description The payment it is about …
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            paymentId?: string;
            /**
             * Format: uuid
             * @description … or the refund.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            refundId?: string;
            /** @description What we asked for. */
            expected: components["schemas"]["MoneyDto"];
            /** @description What the provider tells of. */
            told: components["schemas"]["MoneyDto"];
            /**
             * @description The provider's id of the payment or refund.
             * @example pi_3QxW5nLkdIwHu7ix0a1b2c3d
             */
            providerObjectId?: string;
            /**
             * @description The webhook that said it; absent when it was found by asking.
             * @example evt_3QxW5nLkdIwHu7ix0a1b2c3d
             */
            providerEventId?: string;
            /**
             * Format: date-time
             * @description When it came.
             * @example 2027-01-31T12:00:00.000Z
             */
            receivedAt: string;
            /**
             * Format: date-time
             * @description When it was settled.
             * @example 2027-01-31T12:00:00.000Z
             */
            resolvedAt?: string;
            /**
             * @description The administrator.
             * @example root
             */
            resolvedBy?: string;
            /**
             * @description What was found out or done about it.
             * @example Refunded by hand in the dashboard, the guest was told.
             */
            resolution?: string;
        };
        /** @description What was found out, or done, about it. */
        ResolveQuarantinedDto: {
            /**
             * @description What was found out or done about it.
             * @example Refunded by hand in the dashboard, the guest was told.
             */
            resolution: string;
            /**
             * @description For a payment captured in another amount: `accept` takes it as the whole price, `give_back` refunds all of it and
             *     frees what it had paid for. Without it no money moves.
             * @example accept
             * @enum {string}
             */
            settlement?: "accept" | "give_back";
        };
        /** @description Money on its way back to a guest's card. */
        RefundDto: {
            /**
             * Format: uuid
             * @description The id of the refund.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            refundId: string;
            /**
             * @description `created`: to be sent. `pending`: the provider has taken it on. `succeeded`: it went back. `failed`: the provider
             *     refused it, or the bank returned the money.
             * @example failed
             * @enum {string}
             */
            status: "created" | "pending" | "succeeded" | "failed";
            /**
             * @description `late_money`: money that came when there was nothing left to be paid with it.
             * @example cancellation
             * @enum {string}
             */
            cause: "cancellation" | "late_money";
            amount: components["schemas"]["MoneyDto"];
            /**
             * @description How often it was sent, this time included.
             * @example 1
             */
            attempt: number;
            /**
             * @description The provider's word for why it failed.
             * @example lost_or_stolen_card
             */
            failureCode?: string;
            /**
             * @description The hotel or flight.
             * @example 1
             */
            listingId: number;
            /**
             * Format: uuid
             * @description The id of the reservation.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            reservationId: string;
            /**
             * Format: uuid
             * @description The id of the payment.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            paymentId: string;
            /**
             * @description The id of the provider payment.
             * @example pi_3QxW5nLkdIwHu7ix0a1b2c3d
             */
            providerPaymentId?: string;
            /**
             * @description The id of the provider refund.
             * @example re_3QxW5nLkdIwHu7ix0a1b2c3d
             */
            providerRefundId?: string;
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2027-01-31T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was changed last.
             * @example 2027-01-31T12:00:00.000Z
             */
            updatedAt: string;
        };
        ReservationSummaryDto: {
            /** @description Flights of a supplier: the offer as it was held. */
            offer?: components["schemas"]["FlightOfferDto"];
            /** @description Flights of a supplier: who flies. */
            passengers?: components["schemas"]["HeldPassengerDto"][];
            /**
             * @description Flights of a supplier: whether the seats are kept. When they are not, they may be gone, or dearer, when the hold is paid
             *     for; nothing is charged then.
             * @example true
             */
            secured?: boolean;
            /**
             * Format: date-time
             * @description Flights of a supplier: the price stays until then; left out when nobody promises that.
             * @example 2027-01-31T12:00:00.000Z
             */
            priceGuaranteedUntil?: string;
            /** @description Flights of a supplier. */
            supplier?: components["schemas"]["AtSupplierDto"];
            /**
             * Format: uuid
             * @description The id of the reservation.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            reservationId: string;
            /**
             * @description `pending` until the money is there; see the timeline of the reservation for the rest.
             * @example paid
             * @enum {string}
             */
            status: "pending" | "paid" | "rejected" | "canceled" | "refunded";
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId?: number;
            /**
             * @description The id of the flight.
             * @example 19
             */
            flightId?: number;
            /**
             * @description Name of the hotel, or number of the flight; of a supplier's flights numbers and route.
             * @example TP571
             */
            name: string;
            /**
             * Format: date
             * @description First night, or the date of departure.
             * @example 2027-01-31
             */
            startDate: string;
            /**
             * Format: date
             * @description The day after the last night.
             * @example 2027-02-03
             */
            endDate: string;
            /** @description The rooms. */
            items?: components["schemas"]["HeldRoomsDto"][];
            /** @description The seats. */
            seats?: string[];
            /**
             * @description The cabin the places are in.
             * @example economy
             * @enum {string}
             */
            cabin?: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description Places in the cabin.
             * @example 1
             */
            quantity?: number;
            total: components["schemas"]["MoneyDto"];
            /**
             * Format: uuid
             * @description The hold.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            holdId: string;
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2027-01-31T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was paid.
             * @example 2027-01-31T12:00:00.000Z
             */
            paidAt?: string;
            /**
             * Format: date-time
             * @description When it was canceled.
             * @example 2027-01-31T12:00:00.000Z
             */
            canceledAt?: string;
            /**
             * @description When the hotel had no room and the guest was moved to another one: where. What was agreed with the first stays with it:
             *     price, payment and cancellation.
             */
            movedTo?: components["schemas"]["MovedToDto"];
            /**
             * @description Whose reservation it is; shown to administrators.
             * @example alice
             */
            guestId?: string;
        };
        /** @description The step of a cancellation policy that applies at the moment. */
        QuotedStepDto: {
            /**
             * @description Its policy.
             * @example flexible
             */
            policy: string;
            /**
             * @description Its place among the steps, from 1; one more than there are for the fee of who does not come.
             * @example 2
             */
            number: number;
            /**
             * @description The same in words.
             * @example After that it costs the price of the first night.
             */
            words: string;
        };
        /** @description What canceling a reservation would give back. */
        CancellationQuoteDto: {
            /**
             * @description To be named when canceling.
             * @example 0199a2d0-6b1c-8f00-9a3e-52d777359401
             */
            quoteId: string;
            /**
             * Format: uuid
             * @description The id of the reservation.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            reservationId: string;
            /** @description What the card gets back; null: the airline only says so afterwards. */
            refund: components["schemas"]["MoneyDto"] | null;
            /** @description What canceling costs; null when the refund is. */
            fee: components["schemas"]["MoneyDto"] | null;
            /**
             * @description Where the refund goes. `voucher`: the airline gives it to the traveller, and the card gets nothing.
             * @example card
             * @enum {string}
             */
            refundTo: "card" | "voucher" | "unknown";
            /**
             * Format: date-time
             * @description It stays like this until then; null: for good.
             * @example 2027-01-31T12:00:00.000Z
             */
            expiresAt: string | null;
            /** @description What of the cancellation policy says so; left out for a supplier's flights. */
            step?: components["schemas"]["QuotedStepDto"];
        };
        /** @description Pays for a hold (`holdId`), or books directly: with the fields of a hold in its place the hold is taken in the same request. */
        CreateReservationDto: {
            /**
             * @description Rooms: the hotel.
             * @example 1
             */
            hotelId?: number;
            /**
             * Format: date
             * @description Rooms: first night.
             * @example 2027-01-31
             */
            startDate?: string;
            /**
             * Format: date
             * @description Rooms: day of departure; the night before it is the last. At most 60 nights.
             * @example 2027-02-03
             */
            endDate?: string;
            /** @description Rooms: how many of which type, at most 10 together. */
            items?: components["schemas"]["RoomItemDto"][];
            /**
             * @description Seats or places: the flight.
             * @example 19
             */
            flightId?: number;
            /** @description Seats: their labels, at most 9. */
            seats?: string[];
            /**
             * @description Places: the cabin.
             * @example economy
             * @enum {string}
             */
            cabin?: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description Places: how many, at most 9.
             * @example 1
             */
            quantity?: number;
            /**
             * Format: uuid
             * @description A live hold of the same guest to be given back for this: it is swapped in one step, or stays as it was.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            replacesHoldId?: string;
            /**
             * @description A supplier's flights: the offer.
             * @example off_00009htYpSCXrwaB9DnUm0
             */
            offerId?: string;
            /** @description A supplier's flights: every traveller of the offer. */
            passengers?: components["schemas"]["OfferPassengerRequestDto"][];
            /** @description A supplier's flights: how much more than `expectedTotal` the guest would pay without being asked again. */
            priceTolerance?: components["schemas"]["ExpectedTotalDto"];
            /** @description The most the guest agrees to pay: if it costs more now, nothing is taken and the new price is told. */
            expectedTotal?: components["schemas"]["ExpectedTotalDto"];
            /**
             * Format: uuid
             * @description The hold to be paid for.
             * @example 0199a2d0-6b1c-8f00-9a3e-52d700000001
             */
            holdId?: string;
            /**
             * @description One of the guest's saved cards (`POST /v1/payment-methods`).
             * @example pm_1QxW5nLkdIwHu7ix
             */
            paymentMethodId: string;
            /**
             * Format: uuid
             * @description The id the reservation is to have, chosen by the client: any UUID but version 8; version 7 keeps lists in order. A
             *     repeat with the same id gets the same reservation, whatever happened to the first answer.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            reservationId?: string;
        };
        /** @description A page of what a search has found. */
        FlightOfferListDto: {
            /** @description More about it. */
            data: components["schemas"]["FlightOfferDto"][];
            /**
             * @description Pass it as `cursor`, with the same search, for the next page; null on the last one.
             * @example null
             */
            nextCursor: string | null;
            /**
             * @description Some airlines had not answered in time, or the supplier is out of reach.
             * @example false
             */
            incomplete: boolean;
        };
        /** @description One offer. */
        FlightOfferDetailDto: {
            data: components["schemas"]["FlightOfferDto"];
        };
        /** @description What a seat costs one traveller. */
        SeatServiceDto: {
            /**
             * @description The id of the service.
             * @example ase_00009UhD4ongolulWd9123
             */
            serviceId: string;
            /**
             * @description The id of the passenger.
             * @example pas_00009hj8USM7Ncg31cBCLL
             */
            passengerId: string;
            price: components["schemas"]["MoneyDto"];
        };
        OfferSeatDto: {
            /**
             * @description Row and letter of the seat.
             * @example 14C
             */
            seat: string;
            /**
             * @description Where in its row it is.
             * @example aisle
             * @enum {string}
             */
            position: "window" | "middle" | "aisle";
            /**
             * @description Whether it can be had.
             * @example true
             */
            isAvailable: boolean;
            /** @description What it costs at least; null when it is not available. */
            price: components["schemas"]["MoneyDto"] | null;
            /**
             * @description What the airline calls it.
             * @example Exit row seat
             */
            name: string | null;
            /**
             * @description What the airline says of it.
             * @example [
             *       "Do not seat children in exit row seats"
             *     ]
             */
            disclosures: string[];
            /** @description One for each traveller who can have it. */
            services: components["schemas"]["SeatServiceDto"][];
        };
        OfferSeatRowDto: {
            /** @description From left to right. */
            seats: components["schemas"]["OfferSeatDto"][];
        };
        OfferSeatCabinDto: {
            /**
             * @description The cabin.
             * @example economy
             * @enum {string|null}
             */
            cabin: "economy" | "premium_economy" | "business" | "first" | null;
            /**
             * @description 0 is the main deck, 1 the upper one.
             * @example 0
             */
            deck: number;
            /**
             * @description How many aisles it has.
             * @example 1
             */
            aisles: number;
            /** @description From front to back. */
            rows: components["schemas"]["OfferSeatRowDto"][];
        };
        OfferSeatMapDto: {
            /**
             * @description The id of the segment.
             * @example seg_00009htYpSCXrwaB9Dn456
             */
            segmentId: string;
            /** @description From front to back. */
            cabins: components["schemas"]["OfferSeatCabinDto"][];
        };
        /** @description The seats of an offer at this moment. */
        OfferSeatMapsDto: {
            /**
             * @description The id of the offer.
             * @example off_00009htYpSCXrwaB9DnUm0
             */
            offerId: string;
            /** @description One for each segment whose airline shows its seats. */
            segments: components["schemas"]["OfferSeatMapDto"][];
        };
        /** @description Something that happened, in the words of the API: to a client's stream and to a webhook alike. */
        EventDto: {
            /**
             * Format: uuid
             * @description The same wherever the event turns up, so that nothing need be acted on twice.
             * @example 019c2f40-7e1a-7d11-9c3e-5f2a6b7c8d90
             */
            id: string;
            /**
             * @description What happened: see docs/events.md.
             * @example reservation.paid
             * @enum {string}
             */
            type: "hold.created" | "hold.extended" | "hold.paying" | "hold.active" | "hold.confirmed" | "hold.released" | "hold.expired" | "hold.canceled" | "reservation.pending" | "reservation.paid" | "reservation.rejected" | "reservation.canceled" | "reservation.refunded" | "reservation.refund_decided" | "reservation.moved" | "reservation.rescheduled" | "reservation.late_money" | "stay.checked_in" | "stay.check_in_undone" | "stay.room_changed" | "stay.checked_out" | "stay.no_show" | "payment.created" | "payment.requires_action" | "payment.authorised" | "payment.captured" | "payment.declined" | "payment.voiding" | "payment.voided" | "refund.created" | "refund.pending" | "refund.succeeded" | "refund.failed" | "supplier_order.creating" | "supplier_order.awaiting_payment" | "supplier_order.paying" | "supplier_order.booked" | "supplier_order.refused" | "supplier_order.not_made" | "supplier_order.releasing" | "supplier_order.released" | "supplier_order.canceling" | "supplier_order.canceled" | "supplier_order.changed" | "supplier_order.settled" | "inventory.repaired" | "provider.quarantined" | "reconciliation.difference" | "reconciliation.resolved";
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2027-03-01T12:00:00.000Z
             */
            occurredAt: string;
            /**
             * Format: uuid
             * @description The hold, for `hold.*` and `supplier_order.*`.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            holdId?: string;
            /**
             * Format: uuid
             * @description The reservation, for `reservation.*`, `payment.*` and `refund.*`.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            reservationId?: string;
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId?: number;
            /**
             * @description The id of the flight.
             * @example 19
             */
            flightId?: number;
            /**
             * @description Why, where there is something to say.
             * @example canceled_by_guest
             */
            cause?: string;
            /** @description More about it, e.g. `paymentId`, `refundId`, `lateOutcome`. */
            data?: {
                [key: string]: unknown;
            };
        };
        OpenDifferencesDto: {
            /**
             * @description What differs.
             * @example refund_unknown_here
             * @enum {string}
             */
            kind: "payment_unknown_here" | "payment_missing_there" | "payment_amount_differs" | "payment_duplicate" | "payment_captured_there" | "payment_captured_here" | "payment_held_there" | "payment_canceled_there" | "payment_state_differs" | "refund_unknown_here" | "refund_missing_there" | "refund_amount_differs" | "refund_duplicate" | "refund_state_differs" | "reservation_paid_without_capture" | "reservation_paid_twice" | "reservation_without_hold" | "reservation_refund_missing" | "reservation_refunded_without_refund" | "payment_captured_for_nothing" | "payment_open_too_long" | "refund_exceeds_payment" | "refund_unsent_too_long" | "hold_without_reservation" | "hold_overdue" | "ledger_counter_wrong";
            /**
             * @description How many of them are open.
             * @example 1
             */
            count: number;
        };
        /** @description One comparison of the books. */
        ReconciliationRunDto: {
            /**
             * Format: uuid
             * @description The id of the run.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            runId: string;
            /**
             * @description What it was begun by.
             * @example schedule
             * @enum {string}
             */
            trigger: "schedule" | "admin" | "command";
            /**
             * @description `unfinished`: the next one goes on where it stopped. `failed`: a part could not be done; see `failure`.
             * @example complete
             * @enum {string}
             */
            status: "running" | "complete" | "unfinished" | "failed";
            /**
             * Format: date-time
             * @description When it was begun.
             * @example 2027-01-31T12:00:00.000Z
             */
            startedAt: string;
            /**
             * Format: date-time
             * @description When it ended.
             * @example 2027-01-31T12:00:00.000Z
             */
            endedAt?: string;
            /**
             * Format: date-time
             * @description What was made from then on was compared …
             * @example 2027-01-31T12:00:00.000Z
             */
            comparedFrom?: string;
            /**
             * Format: date-time
             * @description … until then.
             * @example 2027-01-31T12:00:00.000Z
             */
            comparedUntil?: string;
            /**
             * @description Payments compared.
             * @example 1200
             */
            payments: number;
            /**
             * @description Refunds compared.
             * @example 40
             */
            refunds: number;
            /**
             * @description Reservations of which the rows were compared with each other.
             * @example 1180
             */
            reservations: number;
            /**
             * @description Hotels and flights whose counters were compared.
             * @example 200
             */
            listings: number;
            /**
             * @description Differences found for the first time.
             * @example 0
             */
            opened: number;
            /**
             * @description Differences set right by the next step of a payment or refund.
             * @example 0
             */
            healed: number;
            /**
             * @description Differences that were gone when they were looked at again.
             * @example 0
             */
            resolved: number;
            /**
             * @description Why a part could not be done.
             * @example The provider did not answer in time.
             */
            failure?: string;
        };
        /** @description How our books and the provider's stand to each other. */
        ReconciliationDto: {
            /** @description Differences that are open, by kind; empty is right. */
            open: components["schemas"]["OpenDifferencesDto"][];
            /**
             * Format: date-time
             * @description All that was made before this instant has been compared at least once; absent before the first run.
             * @example 2027-01-31T12:00:00.000Z
             */
            comparedUntil?: string;
            /**
             * Format: date-time
             * @description When every counter of the inventory had been compared last.
             * @example 2027-01-31T12:00:00.000Z
             */
            ledgerComparedAt?: string;
            /** @description The run begun last; absent before the first. */
            latestRun?: components["schemas"]["ReconciliationRunDto"];
        };
        /** @description Something that is not the same on both sides. */
        DifferenceDto: {
            /**
             * Format: uuid
             * @description The id of the difference.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            differenceId: string;
            /**
             * @description What differs.
             * @example payment_captured_there
             * @enum {string}
             */
            kind: "payment_unknown_here" | "payment_missing_there" | "payment_amount_differs" | "payment_duplicate" | "payment_captured_there" | "payment_captured_here" | "payment_held_there" | "payment_canceled_there" | "payment_state_differs" | "refund_unknown_here" | "refund_missing_there" | "refund_amount_differs" | "refund_duplicate" | "refund_state_differs" | "reservation_paid_without_capture" | "reservation_paid_twice" | "reservation_without_hold" | "reservation_refund_missing" | "reservation_refunded_without_refund" | "payment_captured_for_nothing" | "payment_open_too_long" | "refund_exceeds_payment" | "refund_unsent_too_long" | "hold_without_reservation" | "hold_overdue" | "ledger_counter_wrong";
            /**
             * @description What the kind means.
             * @example The provider took money that our books do not count.
             */
            meaning: string;
            /**
             * @description The hotel or flight; absent when the provider names none that can be.
             * @example 1
             */
            listingId?: number;
            /**
             * Format: uuid
             * @description The id of the reservation.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            reservationId?: string;
            /**
             * Format: uuid
             * @description The id of the payment.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            paymentId?: string;
            /**
             * @description The payment's id at the provider, the reservation or the listing that was looked at.
             * @example pi_3QxW5nLkdIwHu7ix0a1b2c3d
             */
            subjectId: string;
            /**
             * @description The refund, the hold, or the SKU and date; absent when there is only one of them.
             * @example re_3QxW5nLkdIwHu7ix0e4f5a6b
             */
            item?: string;
            /** @description Both sides, as they stood when it was seen last. */
            detail: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was found.
             * @example 2027-01-31T12:00:00.000Z
             */
            firstSeenAt: string;
            /**
             * Format: date-time
             * @description When it was still so.
             * @example 2027-01-31T12:00:00.000Z
             */
            lastSeenAt: string;
            /**
             * Format: date-time
             * @description When it was settled.
             * @example 2027-01-31T12:00:00.000Z
             */
            resolvedAt?: string;
            /**
             * @description `healed`: the next step of the payment or refund set it right. `gone`: it was no longer so.
             * @example gone
             * @enum {string}
             */
            resolution?: "gone" | "healed";
            /**
             * Format: date-time
             * @description When an administrator said that it may stay.
             * @example 2027-01-31T12:00:00.000Z
             */
            acceptedAt?: string;
            /**
             * @description The administrator.
             * @example root
             */
            acceptedBy?: string;
            /**
             * @description Why it may stay.
             * @example Refunded by hand, as a goodwill gesture.
             */
            note?: string;
        };
        /** @description Why a difference may stay. */
        AcceptDifferenceDto: {
            /**
             * @description What an administrator wrote about it.
             * @example Refunded by hand, as a goodwill gesture.
             */
            note: string;
        };
        RunRequestedDto: {
            /**
             * @description A worker takes it up within seconds. When one is at work already, it does as well.
             * @example true
             * @enum {boolean}
             */
            requested: true;
        };
        CreateWebhookSubscriptionDto: {
            /**
             * Format: uri
             * @description Where messages are posted: https, on the public internet.
             * @example https://example.com/holdfast
             */
            url: string;
            /**
             * @description What it is told of: types of events, `reservation.*` for all of one kind, `*` for everything (the default).
             * @example [
             *       "reservation.*",
             *       "hold.expired"
             *     ]
             */
            eventTypes?: string[];
            /**
             * @description For people.
             * @example the CRM
             */
            description?: string;
        };
        /** @description A subscription with the secret its messages are signed with. It is shown this once. */
        WebhookSecretDto: {
            /**
             * Format: uuid
             * @description The id of the subscription.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            subscriptionId: string;
            /**
             * Format: uri
             * @description Where messages are posted.
             * @example https://example.com/holdfast
             */
            url: string;
            /**
             * @description What it is told of.
             * @example [
             *       "reservation.*"
             *     ]
             */
            eventTypes: string[];
            /**
             * @description For people.
             * @example the CRM
             */
            description: string;
            /**
             * @description `paused` by an administrator: messages wait. `disabled`: the endpoint answered 410, and gets no more.
             * @example active
             * @enum {string}
             */
            status: "active" | "paused" | "disabled";
            /**
             * Format: date-time
             * @description While a secret is being replaced: until when the old one signs too.
             * @example 2027-01-31T12:00:00.000Z
             */
            previousSecretUntil?: string;
            /**
             * Format: date-time
             * @description Since when every attempt has failed.
             * @example 2027-01-31T12:00:00.000Z
             */
            failingSince?: string;
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2027-01-31T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was changed last.
             * @example 2027-01-31T12:00:00.000Z
             */
            updatedAt: string;
            /**
             * @description For a Standard Webhooks library.
             * @example whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazPAqk5mPeI=
             */
            secret: string;
        };
        /** @description An endpoint that is told what happens. */
        WebhookSubscriptionDto: {
            /**
             * Format: uuid
             * @description The id of the subscription.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            subscriptionId: string;
            /**
             * Format: uri
             * @description Where messages are posted.
             * @example https://example.com/holdfast
             */
            url: string;
            /**
             * @description What it is told of.
             * @example [
             *       "reservation.*"
             *     ]
             */
            eventTypes: string[];
            /**
             * @description For people.
             * @example the CRM
             */
            description: string;
            /**
             * @description `paused` by an administrator: messages wait. `disabled`: the endpoint answered 410, and gets no more.
             * @example active
             * @enum {string}
             */
            status: "active" | "paused" | "disabled";
            /**
             * Format: date-time
             * @description While a secret is being replaced: until when the old one signs too.
             * @example 2027-01-31T12:00:00.000Z
             */
            previousSecretUntil?: string;
            /**
             * Format: date-time
             * @description Since when every attempt has failed.
             * @example 2027-01-31T12:00:00.000Z
             */
            failingSince?: string;
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2027-01-31T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was changed last.
             * @example 2027-01-31T12:00:00.000Z
             */
            updatedAt: string;
        };
        ChangeWebhookSubscriptionDto: {
            /**
             * Format: uri
             * @description Where messages are posted from now on, those that still wait included.
             * @example https://example.com/holdfast
             */
            url?: string;
            /**
             * @description What it is told of from now on.
             * @example [
             *       "reservation.*",
             *       "hold.expired"
             *     ]
             */
            eventTypes?: string[];
            /**
             * @description What there is to say about it.
             * @example the mail service
             */
            description?: string;
            /**
             * @description `paused` lets messages wait; `active` sends them, also after the endpoint had answered 410.
             * @example paused
             * @enum {string}
             */
            status?: "active" | "paused";
        };
        RotateWebhookSecretDto: {
            /**
             * @description How long the secret until now signs too, in seconds.
             * @default 86400
             * @example 86400
             */
            overlapSeconds: number;
        };
        /** @description One event for one endpoint. */
        WebhookDeliveryDto: {
            /**
             * Format: uuid
             * @description What the endpoint gets as `webhook-id`, the same with every attempt.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            deliveryId: string;
            /**
             * Format: uuid
             * @description The id of the subscription.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            subscriptionId: string;
            /**
             * Format: uuid
             * @description The id of the event.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            eventId: string;
            /**
             * @description What kind it is.
             * @example reservation.paid
             */
            type: string;
            /**
             * Format: date-time
             * @description When what it tells of happened.
             * @example 2027-01-31T12:00:00.000Z
             */
            occurredAt: string;
            /**
             * @description `waiting` for an attempt or its outcome, `delivered`, or `dead`: given up.
             * @example waiting
             * @enum {string}
             */
            status: "waiting" | "delivered" | "dead";
            /**
             * @description Attempts since it was last asked for.
             * @example 1
             */
            attempts: number;
            /**
             * Format: date-time
             * @description While `waiting`: when it is tried next or, during an attempt, when that is taken for lost.
             * @example 2027-01-31T12:00:00.000Z
             */
            nextAttemptAt?: string;
            /**
             * Format: date-time
             * @description The last attempt is made at about this time.
             * @example 2027-01-31T12:00:00.000Z
             */
            expiresAt: string;
            /**
             * Format: date-time
             * @description When it was tried last.
             * @example 2027-01-31T12:00:00.000Z
             */
            attemptedAt?: string;
            /**
             * Format: date-time
             * @description When it was delivered or given up.
             * @example 2027-01-31T12:00:00.000Z
             */
            finishedAt?: string;
            /**
             * @description The HTTP status of the last attempt, when there was an answer.
             * @example 500
             */
            lastStatus?: number;
            /**
             * @description Why the last attempt failed.
             * @example answered 500
             */
            lastError?: string;
        };
        /** @description Which deliveries to send again: the dead ones, those of a time, or the dead ones of a time. */
        RedeliverDto: {
            /**
             * @description Only what was given up. Without it, what was delivered is sent again too.
             * @example dead
             * @enum {string}
             */
            status?: "dead";
            /**
             * Format: date-time
             * @description Events from this instant on.
             * @example 2027-03-01T12:00:00.000Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description Events before this instant.
             * @example 2027-03-01T13:00:00.000Z
             */
            to?: string;
        };
        RedeliveredDto: {
            /**
             * @description Deliveries that will be sent again.
             * @example 12
             */
            redelivered: number;
            /**
             * Format: date-time
             * @description There were more than one call sends: repeat it with this as `from`.
             * @example 2027-01-31T12:00:00.000Z
             */
            continueFrom?: string;
        };
        /** @description How much of a room type may be sold beyond the rooms there are. */
        RoomTypeOverbookingDto: {
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId: number;
            /**
             * @description Its short name.
             * @example A
             */
            code: string;
            /**
             * @description The name.
             * @example Standard room
             */
            name: string;
            /**
             * @description In percent of the rooms, rounded down.
             * @example 10
             */
            percent: number;
            /**
             * @description In rooms at most, whatever the percentage says; null without such a bound.
             * @example null
             */
            cap: number | null;
        };
        /** @description What nights begin with when they are opened; single nights may have been given something else. */
        OverbookingDto: {
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId: number;
            /**
             * @description What room types that are added have unless they say otherwise.
             * @example 10
             */
            percent: number;
            /**
             * @description The same in rooms at most, whatever the percentage says; null without such a bound.
             * @example null
             */
            cap: number | null;
            /** @description By room type. */
            roomTypes: components["schemas"]["RoomTypeOverbookingDto"][];
        };
        /** @description How much may be sold beyond the rooms there are: `min(floor(total × (100 + percent) / 100), total + cap)`. At least one of `percent` and `cap`; the other stays as it is. */
        OverbookingEditDto: {
            /**
             * @description How much, in percent.
             * @example 10
             */
            percent?: number;
            /**
             * @description Rooms of each type at most; null removes the bound.
             * @example 5
             */
            cap?: number | null;
            /**
             * @description Only of these room types; without them all of the hotel, and what it gives to new ones.
             * @example [
             *       1
             *     ]
             */
            roomTypeIds?: number[];
            /**
             * Format: date
             * @description Only on a range of nights: the first. Without it from today on, for good.
             * @example 2027-01-31
             */
            startDate?: string;
            /**
             * Format: date
             * @description The day after the last night; goes with `startDate`.
             * @example 2027-02-03
             */
            endDate?: string;
        };
        OverbookingAnswerDto: {
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId: number;
            /**
             * @description What room types that are added have unless they say otherwise.
             * @example 10
             */
            percent: number;
            /**
             * @description The same in rooms at most, whatever the percentage says; null without such a bound.
             * @example null
             */
            cap: number | null;
            /** @description By room type. */
            roomTypes: components["schemas"]["RoomTypeOverbookingDto"][];
            /**
             * @description Nights of room types that were written.
             * @example 730
             */
            nightsChanged: number;
        };
        /** @description A room that is out of order on some nights. */
        OutageDto: {
            /**
             * @description The id of the outage.
             * @example 1
             */
            outageId: number;
            /**
             * @description The id of the room.
             * @example 1
             */
            roomId: number;
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId: number;
            /**
             * @description The number.
             * @example 101
             */
            number: string;
            /**
             * Format: date
             * @description First night.
             * @example 2027-01-31
             */
            startDate: string;
            /**
             * Format: date
             * @description The night on which it can be slept in again.
             * @example 2027-02-03
             */
            endDate: string;
            /**
             * @description Why.
             * @example Burst pipe on the third floor
             */
            reason: string;
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2027-03-01T12:00:00.000Z
             */
            createdAt: string;
        };
        /** @description Rooms that cannot be slept in on a range of nights: those named by id or by number, or all of a floor. */
        NewOutageDto: {
            /**
             * @description Rooms of the hotel; one of `roomIds`, `roomNumbers` and `floor`.
             * @example [
             *       1,
             *       2
             *     ]
             */
            roomIds?: number[];
            /** @description The same by what is on their doors. */
            roomNumbers?: string[];
            /**
             * @description Every room of this floor.
             * @example 0
             */
            floor?: number;
            /**
             * Format: date
             * @description First night; not before today where the hotel is.
             * @example 2027-01-31
             */
            startDate: string;
            /**
             * Format: date
             * @description The night on which the rooms can be slept in again; at most 730 nights later.
             * @example 2027-02-03
             */
            endDate: string;
            /**
             * @description Why; for the staff.
             * @example Burst pipe on the third floor
             */
            reason: string;
        };
        OversoldTypeDateDto: {
            /**
             * Format: date
             * @description The night, or the date of departure.
             * @example 2027-01-31
             */
            date: string;
            /**
             * @description Units promised beyond the limit.
             * @example 2
             */
            oversoldBy: number;
            /**
             * @description Units reserved beyond those there are: so many guests would find none, though it may have been allowed to sell as many.
             * @example 1
             */
            short: number;
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId: number;
        };
        /** @description A guest who has one of the rooms on one of the nights, and needs another one. */
        GuestInRoomDto: {
            /**
             * @description The id of the room.
             * @example 1
             */
            roomId: number;
            /**
             * @description The number.
             * @example 101
             */
            number: string;
            /**
             * Format: uuid
             * @description The id of the reservation.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            reservationId: string;
            /**
             * @description Whose it is.
             * @example alice
             */
            guestId: string;
            /**
             * Format: date
             * @description First night in the room.
             * @example 2027-01-31
             */
            startDate: string;
            /**
             * Format: date
             * @description The day after the last night in it.
             * @example 2027-02-03
             */
            endDate: string;
        };
        NewOutageAnswerDto: {
            /** @description One for each room; those that were there already as they were. */
            outages: components["schemas"]["OutageDto"][];
            /**
             * @description Nights of room types that have fewer rooms now; 0 when all of it was known already.
             * @example 3
             */
            nightsChanged: number;
            /**
             * @description Nights of their room types on which more is promised than may be sold, or more reserved than there is: see `GET
             *     /v1/admin/hotels/{hotelId}/oversold`.
             */
            oversold: components["schemas"]["OversoldTypeDateDto"][];
            /** @description Guests who sleep in the rooms on these nights: `POST /v1/admin/reservations/{reservationId}/room-change` gives them others. */
            occupied: components["schemas"]["GuestInRoomDto"][];
        };
        EndOutageAnswerDto: {
            /**
             * @description Nights on which there is a room more now.
             * @example 2
             */
            nightsChanged: number;
        };
        /** @description A reservation with rooms of a type that is short on some of its nights. */
        ToMoveDto: {
            /**
             * @description 1 is to be moved first.
             * @example 1
             */
            rank: number;
            /**
             * @description Whether it takes this one, too, until no night is short.
             * @example true
             */
            isNeeded: boolean;
            /**
             * @description Rooms it gives back on nights that are still short once all before it have been moved.
             * @example 2
             */
            relief: number;
            /**
             * Format: uuid
             * @description The id of the reservation.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            reservationId: string;
            /**
             * @description Whose it is.
             * @example alice
             */
            guestId: string;
            /**
             * Format: date
             * @description The first night.
             * @example 2027-01-31
             */
            startDate: string;
            /**
             * Format: date
             * @description The day after the last night.
             * @example 2027-02-03
             */
            endDate: string;
            /**
             * @description Rooms of the type.
             * @example 1
             */
            quantity: number;
            /** @description What was paid for the whole reservation. */
            total: components["schemas"]["MoneyDto"];
            /**
             * Format: date-time
             * @description When it was booked.
             * @example 2027-01-12T09:30:00.000Z
             */
            bookedAt: string;
            /**
             * @description The guest has arrived, or the stay began before today: not moved.
             * @example false
             */
            hasBegun: boolean;
            /**
             * @description Of a guest who was moved here before: the hotel that was booked. Such guests come after the hotel's own.
             * @example 2
             */
            movedFromHotelId?: number;
            /**
             * @description Room types of the hotel, none of them retired, that have rooms enough on all of its nights.
             * @example [
             *       2
             *     ]
             */
            canMoveTo: number[];
        };
        OversoldRoomTypeDto: {
            /**
             * @description The id of the room type.
             * @example 1
             */
            roomTypeId: number;
            /**
             * @description Its short name.
             * @example A
             */
            code: string;
            /**
             * @description The name.
             * @example Standard room
             */
            name: string;
            /** @description The nights on which more is reserved than there is, or more promised than may be sold. */
            nights: components["schemas"]["NightDto"][];
            /**
             * @description How many reservations have to be moved until no night is short: those with `isNeeded`.
             * @example 1
             */
            needed: number;
            /**
             * @description Who has rooms of the type on nights that are short (`short`), in the order in which to move them; a thousand at most. Those
             *     of fewer nights are asked for with `startDate` and `endDate`.
             */
            reservations: components["schemas"]["ToMoveDto"][];
            /**
             * @description How many more have rooms on such nights and come after these.
             * @example 0
             */
            notListed: number;
        };
        /** @description Where a hotel has promised more than it has, and whom to move. */
        OversoldHotelDto: {
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId: number;
            /**
             * Format: date
             * @description The first night.
             * @example 2027-01-31
             */
            startDate: string;
            /**
             * Format: date
             * @description The day after the last night.
             * @example 2027-02-03
             */
            endDate: string;
            /** @description By room type. */
            roomTypes: components["schemas"]["OversoldRoomTypeDto"][];
            /**
             * @description False: more than 20,000 reservations have rooms on nights that are short. Those that begin later are not ranked: ask for
             *     fewer nights.
             * @example true
             */
            isComplete: boolean;
        };
        MoveReservationDto: {
            /**
             * @description The type whose rooms are given back, in the hotel where the guest has them now: all that the reservation has of it.
             * @example 1
             */
            fromRoomTypeId: number;
            /**
             * @description Another hotel, to which the guest is taken, also the one that was booked; without it the hotel stays.
             * @example 1
             */
            toHotelId?: number;
            /**
             * @description The room type that it gets instead: of the hotel where the guest has rooms now, or of `toHotelId`.
             * @example 2
             */
            toRoomTypeId: number;
        };
        /** @description One night of one hotel. */
        OccupancyNightDto: {
            /**
             * @description The hotel.
             * @example 1
             */
            hotelId: number;
            /**
             * @description The code of the hotel, the same in every installation.
             * @example ALGARVE-RESORT
             */
            hotelCode: string;
            /**
             * Format: date
             * @description The night, or the date of departure.
             * @example 2027-01-31
             */
            date: string;
            /**
             * @description Rooms there are, those out of order not counted, and of room types that are retired those that are sold; null for a night
             *     that is not open, or so long past that it is not kept.
             * @example 186
             */
            rooms: number | null;
            /**
             * @description Rooms that paid reservations have: of guests who were moved here, too, and not of nights that were given back.
             * @example 93
             */
            sold: number;
            /**
             * @description Sold of a hundred there are, to a tenth; above 100 the night is oversold.
             * @example 50
             */
            occupancyPercent: number | null;
            /** @description What the night brings by the frozen quotes of paid reservations, in the hotel's currency. */
            revenue: components["schemas"]["MoneyDto"];
            /** @description Revenue of a room sold. */
            averageRate: components["schemas"]["MoneyDto"] | null;
            /** @description Revenue of a room there is. */
            revenuePerRoom: components["schemas"]["MoneyDto"] | null;
            /** @description What is kept of canceled reservations that would have begun this night. No part of `revenue`. */
            keptFees: components["schemas"]["MoneyDto"];
        };
        OccupancyReportDto: {
            /** @description By hotel, then by date. */
            data: components["schemas"]["OccupancyNightDto"][];
        };
        /** @description A row of the ledger whose counters are not the sums over the live holds and reservations behind it, or whose total is not what its rooms make. */
        LedgerDifferenceDto: {
            /**
             * @description The hotel or flight.
             * @example 1
             */
            listingId: number;
            /**
             * @description The room type, cabin or seat.
             * @example 2
             */
            skuId: number;
            /**
             * Format: date
             * @description The night, or the date of departure.
             * @example 2027-01-31
             */
            date: string;
            /**
             * @description The counter; null where holds claim a date that has no row.
             * @example 3
             */
            held: number | null;
            /**
             * @description What it should be.
             * @example 2
             */
            expectedHeld: number;
            /**
             * @description The counter; null where holds claim a date that has no row.
             * @example 7
             */
            reserved: number | null;
            /**
             * @description What it should be.
             * @example 7
             */
            expectedReserved: number;
            /**
             * @description Units there are to sell on the date; null where there is no row.
             * @example 9
             */
            total: number | null;
            /**
             * @description What it should be: rooms in service that are not out of order, and what was added by hand.
             * @example 9
             */
            expectedTotal: number | null;
        };
        /** @description More is reserved than there is, or promised than may be sold, e.g. after rooms were taken out of order. */
        OversoldRowDto: {
            /**
             * @description The hotel, for rooms.
             * @example 1
             */
            hotelId?: number;
            /**
             * @description The flight, for seats and places.
             * @example 19
             */
            flightId?: number;
            /**
             * @description The id of the room type.
             * @example 2
             */
            roomTypeId?: number;
            /**
             * @description The cabin.
             * @example economy
             * @enum {string}
             */
            cabin?: "economy" | "premium_economy" | "business" | "first";
            /**
             * @description Row and letter of the seat.
             * @example 14C
             */
            seat?: string;
            /**
             * Format: date
             * @description The night, or the date of departure.
             * @example 2027-01-31
             */
            date: string;
            /**
             * @description Rooms of the type, whatever state they are in; of a cabin or seat the same as `total`.
             * @example 10
             */
            rooms: number;
            /**
             * @description Those of them that are out of service, or out of order that night.
             * @example 1
             */
            outOfOrder: number;
            /**
             * @description What was added to the rest by hand; negative for what was taken away.
             * @example 0
             */
            adjustment: number;
            /**
             * @description Units there are: rooms − outOfOrder + adjustment.
             * @example 9
             */
            total: number;
            /**
             * @description How many more may be sold, in percent.
             * @example 0
             */
            overbookingPercent: number;
            /**
             * @description How many more at most, whatever the percentage says; null without such a bound.
             * @example null
             */
            overbookingCap: number | null;
            /**
             * @description What percentage and cap come to, in units.
             * @example 0
             */
            overbookingAllowance: number;
            /**
             * @description What may be sold: total and allowance.
             * @example 9
             */
            limit: number;
            /**
             * @description Paid for.
             * @example 10
             */
            reserved: number;
            /**
             * @description Held, not paid for yet.
             * @example 1
             */
            held: number;
            /**
             * @description Units that can be held now.
             * @example 0
             */
            available: number;
            /**
             * @description Units promised beyond the limit.
             * @example 2
             */
            oversoldBy: number;
            /**
             * @description Units reserved beyond those there are: so many guests would find none. Of a room type whose rooms are known no more are there
             *     than rooms − outOfOrder, whatever was added by hand.
             * @example 1
             */
            short: number;
        };
        /** @description One order at a supplier, as administrators see it. */
        SupplierOrderDto: {
            /**
             * Format: uuid
             * @description The hold.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            holdId: string;
            /**
             * @description Which order of that hold, from 1.
             * @example 1
             */
            attempt: number;
            /**
             * @description The state it is in.
             * @example creating
             * @enum {string}
             */
            status: "creating" | "awaiting_payment" | "paying" | "booked" | "refused" | "not_made" | "releasing" | "released" | "canceling" | "canceled";
            /**
             * @description `hold`: the seats are kept first. `instant`: booked and paid at once.
             * @example hold
             * @enum {string}
             */
            kind: "hold" | "instant";
            /**
             * @description Who was asked.
             * @example duffel
             */
            supplier: string;
            /**
             * @description What the supplier's books carry of us.
             * @example 0199a2d0-6b1c-8f00-9a3e-52d777359401-1
             */
            reference: string;
            /**
             * @description The id of the offer.
             * @example off_00009htYpSCXrwaB9DnUm0
             */
            offerId: string;
            /**
             * @description The id of the order.
             * @example ord_00009hthhsUZ8W4LxQgkjo
             */
            orderId?: string;
            /**
             * @description What the airline calls the booking.
             * @example RZPNX8
             */
            bookingReference?: string;
            total: components["schemas"]["MoneyDto"];
            /**
             * @description Whose it is.
             * @example alice
             */
            guestId: string;
            /**
             * Format: uuid
             * @description The id of the reservation.
             * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
             */
            reservationId?: string;
            /**
             * Format: date-time
             * @description When it was sent; left out for one that was surely not sent yet.
             * @example 2027-01-31T12:00:00.000Z
             */
            sentAt?: string;
            /**
             * @description How often it was looked for.
             * @example 3
             */
            looks: number;
            /**
             * @description Why the supplier said no.
             * @example sold_out
             */
            refusedReason?: string;
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2027-01-31T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was changed last.
             * @example 2027-01-31T12:00:00.000Z
             */
            updatedAt: string;
        };
        /** @description What an administrator has found out about an order whose answer was lost. */
        SettleSupplierOrderDto: {
            /**
             * @description `booked`: it is there, as `orderId`. `not_made`: it is not, and will not be.
             * @example booked
             * @enum {string}
             */
            outcome: "booked" | "not_made";
            /**
             * @description With `booked`: the supplier's name for it. It is looked up there.
             * @example ord_00009hthhsUZ8W4LxQgkjo
             */
            orderId?: string;
        };
        /** @description What goes back for a reservation that was canceled without the airline saying that. */
        DecideRefundDto: {
            /**
             * @description In minor units of the reservation's currency; 0: nothing.
             * @example 12500
             */
            amountMinor: number;
        };
        /** @description One refused field of a request. */
        FieldErrorDto: {
            /**
             * @description Where it is, e.g. `items.0.quantity`.
             * @example items.0.quantity
             */
            field: string;
            /**
             * @description What is wrong, stable.
             * @example max
             */
            code: string;
            /**
             * @description The same as a sentence.
             * @example items.0.quantity must not be greater than 10
             */
            message: string;
        };
        /** @description Every error: a problem document after RFC 9457. Some codes add members of their own. */
        ProblemDto: {
            /**
             * Format: uri
             * @description Identifies the kind of problem for good.
             * @example urn:holdfast:problem:invalid_request
             */
            type: string;
            /**
             * @description The same for every problem of this type.
             * @example The request is not valid
             */
            title: string;
            /**
             * @description The HTTP status.
             * @example 400
             */
            status: number;
            /**
             * @description What programs decide by; stable.
             * @example invalid_request
             */
            code: string;
            /**
             * @description What happened this time, for people.
             * @example items.0.quantity must not be greater than 10
             */
            detail: string;
            /**
             * @description The request id, also in the `X-Request-Id` header and in our logs.
             * @example 7f0a3c1e-5a55-4a8e-9d0c-2f3f1f8f0a11
             */
            instance: string;
            /** @description The fields at fault, for `invalid_request`. */
            errors?: components["schemas"]["FieldErrorDto"][];
        };
    };
    responses: {
        /** @description `internal_error`: Internal error. */
        internal_error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /**
                     * @description What programs decide by; stable.
                     * @example internal_error
                     * @enum {string}
                     */
                    code?: "internal_error";
                } & components["schemas"]["ProblemDto"];
            };
        };
        /** @description `unauthenticated`: A valid access token is needed. */
        unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /**
                     * @description What programs decide by; stable.
                     * @example unauthenticated
                     * @enum {string}
                     */
                    code?: "unauthenticated";
                } & components["schemas"]["ProblemDto"];
            };
        };
        /** @description `forbidden`: Not allowed with this access token. */
        forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /**
                     * @description What programs decide by; stable.
                     * @example forbidden
                     * @enum {string}
                     */
                    code?: "forbidden";
                } & components["schemas"]["ProblemDto"];
            };
        };
        /** @description `rate_limited`: Too many requests. */
        rate_limited: {
            headers: {
                /** @description Seconds after which the same request may succeed. */
                "Retry-After"?: number;
                /** @description What is left of each limit (IETF draft ratelimit-headers): `"guest-writes";r=0;t=23`. */
                RateLimit?: string;
                /** @description The limits that apply: `"guest-writes";q=60;w=60`. */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /**
                     * @description What programs decide by; stable.
                     * @example rate_limited
                     * @enum {string}
                     */
                    code?: "rate_limited";
                } & components["schemas"]["ProblemDto"];
            };
        };
        /**
         * @description `busy`: Too busy at the moment.
         *
         *     `database_unavailable`: The database is out of reach.
         *
         *     `unavailable`: Something needed is out of reach.
         */
        "busy-or-database_unavailable-or-unavailable": {
            headers: {
                /** @description Seconds after which the same request may succeed. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /**
                     * @description What programs decide by; stable.
                     * @example busy
                     * @enum {string}
                     */
                    code?: "busy" | "database_unavailable" | "unavailable";
                } & components["schemas"]["ProblemDto"];
            };
        };
        /**
         * @description `invalid_idempotency_key`: The idempotency key is not valid.
         *
         *     `invalid_request`: The request is not valid.
         *
         *     `malformed_json`: The body is not JSON.
         */
        "invalid_idempotency_key-or-invalid_request-or-malformed_json": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /**
                     * @description What programs decide by; stable.
                     * @example invalid_idempotency_key
                     * @enum {string}
                     */
                    code?: "invalid_idempotency_key" | "invalid_request" | "malformed_json";
                } & components["schemas"]["ProblemDto"];
            };
        };
        /** @description `payload_too_large`: The body is too large. */
        payload_too_large: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /**
                     * @description What programs decide by; stable.
                     * @example payload_too_large
                     * @enum {string}
                     */
                    code?: "payload_too_large";
                } & components["schemas"]["ProblemDto"];
            };
        };
        /** @description `unsupported_media_type`: The body has a type that is not accepted. */
        unsupported_media_type: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /**
                     * @description What programs decide by; stable.
                     * @example unsupported_media_type
                     * @enum {string}
                     */
                    code?: "unsupported_media_type";
                } & components["schemas"]["ProblemDto"];
            };
        };
        /** @description `idempotency_key_reused`: The idempotency key belongs to another request. */
        idempotency_key_reused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /**
                     * @description What programs decide by; stable.
                     * @example idempotency_key_reused
                     * @enum {string}
                     */
                    code?: "idempotency_key_reused";
                } & components["schemas"]["ProblemDto"];
            };
        };
        /**
         * @description `invalid_idempotency_key`: The idempotency key is not valid.
         *
         *     `invalid_request`: The request is not valid.
         */
        "invalid_idempotency_key-or-invalid_request": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /**
                     * @description What programs decide by; stable.
                     * @example invalid_idempotency_key
                     * @enum {string}
                     */
                    code?: "invalid_idempotency_key" | "invalid_request";
                } & components["schemas"]["ProblemDto"];
            };
        };
        /**
         * @description `busy`: Too busy at the moment.
         *
         *     `database_unavailable`: The database is out of reach.
         */
        "busy-or-database_unavailable": {
            headers: {
                /** @description Seconds after which the same request may succeed. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /**
                     * @description What programs decide by; stable.
                     * @example busy
                     * @enum {string}
                     */
                    code?: "busy" | "database_unavailable";
                } & components["schemas"]["ProblemDto"];
            };
        };
        /** @description `invalid_request`: The request is not valid. */
        invalid_request: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /**
                     * @description What programs decide by; stable.
                     * @example invalid_request
                     * @enum {string}
                     */
                    code?: "invalid_request";
                } & components["schemas"]["ProblemDto"];
            };
        };
        /** @description `request_in_flight`: The same request is being worked on. */
        request_in_flight: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /**
                     * @description What programs decide by; stable.
                     * @example request_in_flight
                     * @enum {string}
                     */
                    code?: "request_in_flight";
                } & components["schemas"]["ProblemDto"];
            };
        };
        /** @description `invalid_idempotency_key`: The idempotency key is not valid. */
        invalid_idempotency_key: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /**
                     * @description What programs decide by; stable.
                     * @example invalid_idempotency_key
                     * @enum {string}
                     */
                    code?: "invalid_idempotency_key";
                } & components["schemas"]["ProblemDto"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    pingHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PingDto"];
                };
            };
            500: components["responses"]["internal_error"];
        };
    };
    liveHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LivenessDto"];
                };
            };
            500: components["responses"]["internal_error"];
        };
    };
    readyHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadinessDto"];
                };
            };
            500: components["responses"]["internal_error"];
            /** @description `not_ready`: Not ready to serve. */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example not_ready
                         * @enum {string}
                         */
                        code?: "not_ready";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listFreeRoomsDesk: {
        parameters: {
            query: {
                /** @description First night. */
                startDate: string;
                /** @description The day after the last night; at most 60 nights. */
                endDate: string;
                /** @description Only rooms of this type. */
                roomTypeId?: number;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["FreeRoomDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    checkInDesk: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the reservation.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                reservationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rooms": [
                 *         "101"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CheckInDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `reservation_not_found`: There is no such reservation. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_found
                         * @enum {string}
                         */
                        code?: "reservation_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `reservation_not_paid`: The reservation is not paid.
             *
             *     `stay_too_early`: The stay has not begun.
             *
             *     `stay_over`: The stay is over.
             *
             *     `no_room_free`: The rooms cannot be given.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_paid
                         * @enum {string}
                         */
                        code?: "reservation_not_paid" | "stay_too_early" | "stay_over" | "no_room_free" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    undoCheckInDesk: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the reservation.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                reservationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `reservation_not_found`: There is no such reservation. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_found
                         * @enum {string}
                         */
                        code?: "reservation_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `reservation_not_paid`: The reservation is not paid.
             *
             *     `stay_over`: The stay is over.
             *
             *     `check_in_final`: The check-in can no longer be undone.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_paid
                         * @enum {string}
                         */
                        code?: "reservation_not_paid" | "stay_over" | "check_in_final" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    checkOutDesk: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the reservation.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                reservationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `reservation_not_found`: There is no such reservation. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_found
                         * @enum {string}
                         */
                        code?: "reservation_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `not_checked_in`: The guest is not checked in.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example not_checked_in
                         * @enum {string}
                         */
                        code?: "not_checked_in" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    changeRoomDesk: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the reservation.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                reservationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": "101",
                 *       "to": "104"
                 *     }
                 */
                "application/json": components["schemas"]["ChangeRoomDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `reservation_not_found`: There is no such reservation. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_found
                         * @enum {string}
                         */
                        code?: "reservation_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `not_checked_in`: The guest is not checked in.
             *
             *     `room_not_of_stay`: The guest does not have this room.
             *
             *     `stay_over`: The stay is over.
             *
             *     `no_room_free`: The rooms cannot be given.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example not_checked_in
                         * @enum {string}
                         */
                        code?: "not_checked_in" | "room_not_of_stay" | "stay_over" | "no_room_free" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    markNoShowDesk: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the reservation.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                reservationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "keepRooms": false
                 *     }
                 */
                "application/json": components["schemas"]["NoShowDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `reservation_not_found`: There is no such reservation. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_found
                         * @enum {string}
                         */
                        code?: "reservation_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `reservation_not_paid`: The reservation is not paid.
             *
             *     `stay_too_early`: The stay has not begun.
             *
             *     `stay_begun`: The stay has begun.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_paid
                         * @enum {string}
                         */
                        code?: "reservation_not_paid" | "stay_too_early" | "stay_begun" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description Only changes of things of this kind. */
                kind?: "hotel" | "room_type" | "room" | "rate" | "inventory" | "aircraft" | "seat_map" | "flight" | "cabin" | "seat" | "catalogue" | "pricing_rule" | "cancellation_policy" | "picture" | "room_outage" | "reservation" | "pricing_table" | "price_limits" | "overbooking" | "hold" | "payment" | "refund" | "quarantined_message" | "difference" | "supplier_order" | "webhook_subscription" | "webhook_delivery" | "price_watch";
                /** @description Only where this was done. */
                action?: "created" | "changed" | "removed" | "retired" | "restored" | "set" | "imported" | "canceled" | "moved" | "released" | "settled" | "accepted" | "repeated" | "repaired";
                /** @description Only what belongs to this hotel. */
                hotelId?: number;
                /** @description Only what belongs to this flight. */
                flightId?: number;
                /** @description Only from this instant on, such as `2027-03-14T09:30:00Z`. */
                from?: string;
                /** @description Only before this instant, such as `2027-03-15T00:00:00Z`. */
                to?: string;
                /** @description Only the one with this id (or code, where it has no id). */
                subjectId?: string;
                /** @description Only what this person, client or job did. */
                actor?: string;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["AuditEntryDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listHotels: {
        parameters: {
            query?: {
                /** @description Only hotels in this city; upper and lower case are the same. */
                city?: string;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: {
                /** @description The `ETag` of the answer you have, to be told when it still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state of it, for `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["HotelSummaryDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What you have still holds: you named its `ETag` in `If-None-Match`. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable"];
        };
    };
    getHotels: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the answer you have, to be told when it still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state of it, for `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HotelDto"];
                };
            };
            /** @description What you have still holds: you named its `ETag` in `If-None-Match`. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_request"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable"];
        };
    };
    listRoomsHotels: {
        parameters: {
            query?: {
                /**
                 * @description First night of a stay to be priced; goes with `endDate`. A page then has as many room types as come to 1,500 nights at
                 *     most, 25 of a stay of 60, also below `limit`.
                 */
                startDate?: string;
                /** @description Day of departure of that stay. At most 60 nights. */
                endDate?: string;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: {
                /** @description The `ETag` of the answer you have, to be told when it still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state of it, for `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["RoomTypeDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What you have still holds: you named its `ETag` in `If-None-Match`. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable"];
        };
    };
    getRoomHotels: {
        parameters: {
            query?: {
                /** @description First night of a stay to be priced; goes with `endDate`. */
                startDate?: string;
                /** @description Day of departure of that stay. At most 60 nights. */
                endDate?: string;
            };
            header?: {
                /** @description The `ETag` of the answer you have, to be told when it still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the room type.
                 * @example 1
                 */
                roomTypeId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state of it, for `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomTypeDto"];
                };
            };
            /** @description What you have still holds: you named its `ETag` in `If-None-Match`. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_request"];
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable"];
        };
    };
    availabilityHotels: {
        parameters: {
            query: {
                /** @description First night. */
                startDate: string;
                /** @description Day of departure: the night before it is the last of the stay. At most 60 nights. */
                endDate: string;
                /** @description Say for each night why it has as much as it has. */
                explain?: boolean;
            };
            header?: {
                /** @description The `ETag` of the answer you have, to be told when it still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state of it, for `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AvailabilityDto"];
                };
            };
            /** @description What you have still holds: you named its `ETag` in `If-None-Match`. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_request"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable"];
        };
    };
    listFlights: {
        parameters: {
            query?: {
                /** @description Airport of departure, IATA code. */
                origin?: string;
                /** @description Airport of arrival, IATA code. */
                destination?: string;
                /** @description Date of departure, at the airport of departure: the one a flight is sold for, also when it is delayed past midnight. */
                date?: string;
                /** @description Lowest price, in minor units of the flight's currency. Prices that move are known for this within a second or so. */
                minPrice?: number;
                /** @description Highest price, in minor units of the flight's currency. */
                maxPrice?: number;
                /** @description Only flights with this cabin; prices are then the cabin's. */
                cabin?: "economy" | "premium_economy" | "business" | "first";
                /** @description Order of the list; with a minus sign the other way round. */
                sort?: "departure" | "-departure" | "price" | "-price";
                /** @description Exactly these flights, departed or not; at most 100, separated by commas. Filters, sort and pages do not apply. */
                ids?: string;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: {
                /** @description The `ETag` of the answer you have, to be told when it still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state of it, for `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlightListDto"];
                };
            };
            /** @description What you have still holds: you named its `ETag` in `If-None-Match`. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable"];
        };
    };
    getFlights: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the answer you have, to be told when it still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state of it, for `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlightDetailDto"];
                };
            };
            /** @description What you have still holds: you named its `ETag` in `If-None-Match`. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_request"];
            /** @description `flight_not_found`: There is no such flight. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable"];
        };
    };
    seatsFlights: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the answer you have, to be told when it still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state of it, for `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatMapDto"];
                };
            };
            /** @description What you have still holds: you named its `ETag` in `If-None-Match`. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_request"];
            /** @description `flight_not_found`: There is no such flight. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable"];
        };
    };
    listRooms: {
        parameters: {
            query?: {
                /** @description Only rooms of this type. */
                roomTypeId?: number;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["RoomDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    addRooms: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "roomTypeId": 1,
                 *       "floor": 4,
                 *       "number": "499",
                 *       "name": "Corner room"
                 *     }
                 */
                "application/json": components["schemas"]["NewRoomDto"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomChangeDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `room_type_not_found`: The hotel has no such room type. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example room_type_not_found
                         * @enum {string}
                         */
                        code?: "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `room_number_taken`: The room number is taken.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example room_number_taken
                         * @enum {string}
                         */
                        code?: "room_number_taken" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getRooms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the room.
                 * @example 1
                 */
                roomId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `room_not_found`: The hotel has no such room. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example room_not_found
                         * @enum {string}
                         */
                        code?: "room_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    removeRooms: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have read: nothing is done when it was changed since. */
                "If-Match"?: string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the room.
                 * @example 1
                 */
                roomId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `room_not_found`: The hotel has no such room. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example room_not_found
                         * @enum {string}
                         */
                        code?: "room_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `still_used`: Something else refers to it.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example still_used
                         * @enum {string}
                         */
                        code?: "still_used" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    changeRooms: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you have read and now change; `*` for whatever there is. */
                "If-Match": string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the room.
                 * @example 1
                 */
                roomId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "floor": 4,
                 *       "number": "499",
                 *       "name": "Corner room",
                 *       "roomTypeId": 1,
                 *       "isAvailable": true
                 *     }
                 */
                "application/json": components["schemas"]["RoomChangesDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomChangeDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `room_not_found`: The hotel has no such room.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example room_not_found
                         * @enum {string}
                         */
                        code?: "room_not_found" | "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `room_number_taken`: The room number is taken.
             *
             *     `room_occupied`: A guest has the room.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example room_number_taken
                         * @enum {string}
                         */
                        code?: "room_number_taken" | "room_occupied" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /** @description `precondition_required`: It has to be said what is changed. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_required
                         * @enum {string}
                         */
                        code?: "precondition_required";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    explainInventoryEdit: {
        parameters: {
            query: {
                /** @description First night. */
                startDate: string;
                /** @description Day of departure: the night before it is the last of the stay. At most 60 nights. */
                endDate: string;
            };
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AvailabilityDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listRates: {
        parameters: {
            query?: {
                /** @description Only from this night on. */
                startDate?: string;
                /** @description Only before this night. */
                endDate?: string;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["RateNightDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    setRatesInventoryEdit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "startDate": "2027-01-31",
                 *       "endDate": "2027-02-03",
                 *       "multiplier": 1.25
                 *     }
                 */
                "application/json": components["schemas"]["RateDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateAnswerDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    removeRates: {
        parameters: {
            query: {
                /** @description First night; not before today where the hotel is. */
                startDate: string;
                /** @description The day after the last night; at most 730 nights. */
                endDate: string;
            };
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RatesRemovedDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    setTotalsInventoryEdit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InventoryEditDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryEditAnswerDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             *
             *     `flight_not_found`: There is no such flight.
             *
             *     `seat_not_found`: The flight has no such seat.
             *
             *     `cabin_not_found`: The flight has no such cabin.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "room_type_not_found" | "flight_not_found" | "seat_not_found" | "cabin_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `cabin_has_assigned_seats`: The cabin is sold by the seat.
             *
             *     `flight_departed`: The flight has departed.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example cabin_has_assigned_seats
                         * @enum {string}
                         */
                        code?: "cabin_has_assigned_seats" | "flight_departed" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listHotelsAdmin: {
        parameters: {
            query?: {
                /** @description Only those guests see, or only those that are retired. */
                isActive?: boolean;
                /** @description Only hotels in this city; upper and lower case are the same. */
                city?: string;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["HotelAdminDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    addHotelsAdmin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "PORTO-HARBOUR",
                 *       "name": "Porto Harbour Hotel",
                 *       "description": "Forty rooms by the river.",
                 *       "address": "Cais da Ribeira 1",
                 *       "city": "Porto",
                 *       "country": "PT",
                 *       "timezone": "Europe/Lisbon",
                 *       "currency": "EUR",
                 *       "checkInTime": "15:00",
                 *       "checkOutTime": "11:00",
                 *       "overbookingPercent": 10,
                 *       "overbookingCap": 5,
                 *       "heldWeightPercent": 50
                 *     }
                 */
                "application/json": components["schemas"]["NewHotelDto"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HotelAdminDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `code_taken`: The code is taken.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example code_taken
                         * @enum {string}
                         */
                        code?: "code_taken" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getHotelsAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HotelAdminDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    removeHotelsAdmin: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have read: nothing is done when it was changed since. */
                "If-Match"?: string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `still_booked`: Somebody has booked it.
             *
             *     `was_booked`: It was booked once.
             *
             *     `still_used`: Something else refers to it.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example still_booked
                         * @enum {string}
                         */
                        code?: "still_booked" | "was_booked" | "still_used" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    changeHotelsAdmin: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you have read and now change; `*` for whatever there is. */
                "If-Match": string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Porto Harbour Hotel",
                 *       "description": "Forty rooms by the river.",
                 *       "address": "Cais da Ribeira 1",
                 *       "city": "Porto",
                 *       "country": "PT",
                 *       "timezone": "Europe/Lisbon",
                 *       "currency": "EUR",
                 *       "checkInTime": "15:00",
                 *       "checkOutTime": "11:00",
                 *       "overbookingPercent": 10,
                 *       "overbookingCap": 5,
                 *       "heldWeightPercent": 50
                 *     }
                 */
                "application/json": components["schemas"]["HotelChangesDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HotelAdminDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `still_booked`: Somebody has booked it.
             *
             *     `currency_in_use`: There are amounts in its currency.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example still_booked
                         * @enum {string}
                         */
                        code?: "still_booked" | "currency_in_use" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /** @description `precondition_required`: It has to be said what is changed. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_required
                         * @enum {string}
                         */
                        code?: "precondition_required";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listRoomTypesAdmin: {
        parameters: {
            query?: {
                /** @description Only those guests see, or only those that are retired. */
                isActive?: boolean;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["RoomTypeAdminDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    addRoomTypesAdmin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "SUITE",
                 *       "name": "Suite",
                 *       "description": "Two rooms and a balcony.",
                 *       "maxGuests": 2,
                 *       "overbookingPercent": 10,
                 *       "overbookingCap": 5,
                 *       "rooms": 12,
                 *       "firstFloor": 5,
                 *       "roomsPerFloor": 6,
                 *       "basePrice": {
                 *         "amount": 12500,
                 *         "currency": "EUR"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewRoomTypeDto"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomTypeMadeDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `room_type_code_taken`: The hotel has such a room type already.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example room_type_code_taken
                         * @enum {string}
                         */
                        code?: "room_type_code_taken" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getRoomTypesAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the room type.
                 * @example 1
                 */
                roomTypeId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomTypeAdminDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `room_type_not_found`: The hotel has no such room type. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example room_type_not_found
                         * @enum {string}
                         */
                        code?: "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    removeRoomTypesAdmin: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have read: nothing is done when it was changed since. */
                "If-Match"?: string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the room type.
                 * @example 1
                 */
                roomTypeId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `room_type_not_found`: The hotel has no such room type. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example room_type_not_found
                         * @enum {string}
                         */
                        code?: "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `still_booked`: Somebody has booked it.
             *
             *     `was_booked`: It was booked once.
             *
             *     `still_used`: Something else refers to it.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example still_booked
                         * @enum {string}
                         */
                        code?: "still_booked" | "was_booked" | "still_used" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    changeRoomTypesAdmin: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you have read and now change; `*` for whatever there is. */
                "If-Match": string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the room type.
                 * @example 1
                 */
                roomTypeId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Suite",
                 *       "description": "Two rooms and a balcony.",
                 *       "maxGuests": 2
                 *     }
                 */
                "application/json": components["schemas"]["RoomTypeChangesDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomTypeAdminDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `room_type_not_found`: The hotel has no such room type. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example room_type_not_found
                         * @enum {string}
                         */
                        code?: "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /** @description `precondition_required`: It has to be said what is changed. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_required
                         * @enum {string}
                         */
                        code?: "precondition_required";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    setTotalsBulk: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ranges": [
                 *         {
                 *           "hotelId": 1,
                 *           "roomTypeId": 1,
                 *           "startDate": "2027-01-31",
                 *           "endDate": "2027-02-03",
                 *           "weekdays": [
                 *             "fri",
                 *             "sat"
                 *           ],
                 *           "total": 90,
                 *           "overbookingPercent": 10
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["InventoryRangesDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RangesAnswerDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `room_type_not_found`: The hotel has no such room type. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example room_type_not_found
                         * @enum {string}
                         */
                        code?: "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    setRatesBulk: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ranges": [
                 *         {
                 *           "startDate": "2027-01-31",
                 *           "endDate": "2027-02-03",
                 *           "multiplier": 1.25,
                 *           "hotelId": 1,
                 *           "weekdays": [
                 *             "fri",
                 *             "sat"
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["RateRangesDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RangesAnswerDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listAircraft: {
        parameters: {
            query?: {
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["AircraftTypeDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    addAircraft: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "7M9",
                 *       "name": "Boeing 737 MAX 9",
                 *       "seats": 220
                 *     }
                 */
                "application/json": components["schemas"]["AircraftTypeDto"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AircraftTypeDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `code_taken`: The code is taken.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example code_taken
                         * @enum {string}
                         */
                        code?: "code_taken" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getAircraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its short name. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AircraftTypeDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `aircraft_not_found`: There is no such type of aircraft. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example aircraft_not_found
                         * @enum {string}
                         */
                        code?: "aircraft_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    removeAircraft: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have read: nothing is done when it was changed since. */
                "If-Match"?: string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Its short name. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `aircraft_not_found`: There is no such type of aircraft. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example aircraft_not_found
                         * @enum {string}
                         */
                        code?: "aircraft_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `still_used`: Something else refers to it.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example still_used
                         * @enum {string}
                         */
                        code?: "still_used" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    changeAircraft: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you have read and now change; `*` for whatever there is. */
                "If-Match": string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Its short name. */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Boeing 737 MAX 9",
                 *       "seats": 220
                 *     }
                 */
                "application/json": components["schemas"]["AircraftTypeChangesDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AircraftTypeDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `aircraft_not_found`: There is no such type of aircraft. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example aircraft_not_found
                         * @enum {string}
                         */
                        code?: "aircraft_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /** @description `precondition_required`: It has to be said what is changed. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_required
                         * @enum {string}
                         */
                        code?: "precondition_required";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listSeatMaps: {
        parameters: {
            query?: {
                /** @description Only of this type of aircraft. */
                aircraft?: string;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["SeatMapTemplateDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    addSeatMaps: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "320-A",
                 *       "aircraft": "320",
                 *       "name": "Three rows of economy",
                 *       "cabins": [
                 *         {
                 *           "class": "economy",
                 *           "seating": "assigned",
                 *           "firstRow": 1,
                 *           "lastRow": 3,
                 *           "letters": "AC DF",
                 *           "without": [
                 *             "1A"
                 *           ],
                 *           "frontRows": 1
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewSeatMapDto"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatMapTemplateDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `aircraft_not_found`: There is no such type of aircraft. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example aircraft_not_found
                         * @enum {string}
                         */
                        code?: "aircraft_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `code_taken`: The code is taken.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example code_taken
                         * @enum {string}
                         */
                        code?: "code_taken" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getSeatMaps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its short name. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatMapTemplateDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `seat_map_not_found`: There is no such seat map. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example seat_map_not_found
                         * @enum {string}
                         */
                        code?: "seat_map_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    removeSeatMaps: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have read: nothing is done when it was changed since. */
                "If-Match"?: string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Its short name. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `seat_map_not_found`: There is no such seat map. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example seat_map_not_found
                         * @enum {string}
                         */
                        code?: "seat_map_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    changeSeatMaps: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you have read and now change; `*` for whatever there is. */
                "If-Match": string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Its short name. */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Three rows of economy"
                 *     }
                 */
                "application/json": components["schemas"]["SeatMapChangesDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatMapTemplateDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `seat_map_not_found`: There is no such seat map. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example seat_map_not_found
                         * @enum {string}
                         */
                        code?: "seat_map_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /** @description `precondition_required`: It has to be said what is changed. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_required
                         * @enum {string}
                         */
                        code?: "precondition_required";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listFlightsAdmin: {
        parameters: {
            query?: {
                /** @description Airport of departure. */
                origin?: string;
                /** @description Airport of arrival. */
                destination?: string;
                /** @description Date of departure, at the airport of departure. */
                date?: string;
                /** @description Only those guests see, or only those that are retired. */
                isActive?: boolean;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["FlightAdminDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    addFlightsAdmin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFlightDto"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlightAdminDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `seat_map_not_found`: There is no such seat map. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example seat_map_not_found
                         * @enum {string}
                         */
                        code?: "seat_map_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `code_taken`: The code is taken.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example code_taken
                         * @enum {string}
                         */
                        code?: "code_taken" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getFlightsAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlightAdminDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `flight_not_found`: There is no such flight. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    removeFlightsAdmin: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have read: nothing is done when it was changed since. */
                "If-Match"?: string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `flight_not_found`: There is no such flight. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `still_booked`: Somebody has booked it.
             *
             *     `was_booked`: It was booked once.
             *
             *     `still_used`: Something else refers to it.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example still_booked
                         * @enum {string}
                         */
                        code?: "still_booked" | "was_booked" | "still_used" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    changeFlightsAdmin: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you have read and now change; `*` for whatever there is. */
                "If-Match": string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlightChangesDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlightAdminDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `flight_not_found`: There is no such flight.
             *
             *     `aircraft_not_found`: There is no such type of aircraft.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found" | "aircraft_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /** @description `precondition_required`: It has to be said what is changed. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_required
                         * @enum {string}
                         */
                        code?: "precondition_required";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listCabinsCabinsAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["CabinAdminDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `flight_not_found`: There is no such flight. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    addCabinFlightParts: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCabinDto"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CabinAdminDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `flight_not_found`: There is no such flight. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `flight_departed`: The flight has departed.
             *
             *     `cabin_taken`: The flight has such a cabin already.
             *
             *     `seat_taken`: The flight has such a seat already.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_departed
                         * @enum {string}
                         */
                        code?: "flight_departed" | "cabin_taken" | "seat_taken" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getCabinCabinsAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
                /** @description The cabin. */
                class: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CabinAdminDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `cabin_not_found`: The flight has no such cabin. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example cabin_not_found
                         * @enum {string}
                         */
                        code?: "cabin_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    removeCabinCabinsAdmin: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have read: nothing is done when it was changed since. */
                "If-Match"?: string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
                /** @description The cabin. */
                class: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `flight_not_found`: There is no such flight.
             *
             *     `cabin_not_found`: The flight has no such cabin.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found" | "cabin_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `still_booked`: Somebody has booked it.
             *
             *     `was_booked`: It was booked once.
             *
             *     `still_used`: Something else refers to it.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example still_booked
                         * @enum {string}
                         */
                        code?: "still_booked" | "was_booked" | "still_used" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    changeCabinCabinsAdmin: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you have read and now change; `*` for whatever there is. */
                "If-Match": string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
                /** @description The cabin. */
                class: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["CabinChangesDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CabinAdminDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `flight_not_found`: There is no such flight.
             *
             *     `cabin_not_found`: The flight has no such cabin.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found" | "cabin_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /** @description `precondition_required`: It has to be said what is changed. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_required
                         * @enum {string}
                         */
                        code?: "precondition_required";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listSeatsCabinsAdmin: {
        parameters: {
            query?: {
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["SeatAdminDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `flight_not_found`: There is no such flight. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    addSeatFlightParts: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSeatDto"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatAdminDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `flight_not_found`: There is no such flight.
             *
             *     `cabin_not_found`: The flight has no such cabin.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found" | "cabin_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `flight_departed`: The flight has departed.
             *
             *     `cabin_has_open_seating`: The cabin has no seats of its own.
             *
             *     `seat_taken`: The flight has such a seat already.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_departed
                         * @enum {string}
                         */
                        code?: "flight_departed" | "cabin_has_open_seating" | "seat_taken" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getSeatCabinsAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
                /** @description Row and letter of the seat. */
                seat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatAdminDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `seat_not_found`: The flight has no such seat. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example seat_not_found
                         * @enum {string}
                         */
                        code?: "seat_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    removeSeatCabinsAdmin: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have read: nothing is done when it was changed since. */
                "If-Match"?: string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
                /** @description Row and letter of the seat. */
                seat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `flight_not_found`: There is no such flight.
             *
             *     `seat_not_found`: The flight has no such seat.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found" | "seat_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `still_booked`: Somebody has booked it.
             *
             *     `was_booked`: It was booked once.
             *
             *     `still_used`: Something else refers to it.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example still_booked
                         * @enum {string}
                         */
                        code?: "still_booked" | "was_booked" | "still_used" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    changeSeatCabinsAdmin: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you have read and now change; `*` for whatever there is. */
                "If-Match": string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
                /** @description Row and letter of the seat. */
                seat: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["SeatChangesDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatAdminDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `flight_not_found`: There is no such flight.
             *
             *     `seat_not_found`: The flight has no such seat.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found" | "seat_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /** @description `precondition_required`: It has to be said what is changed. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_required
                         * @enum {string}
                         */
                        code?: "precondition_required";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    importFilesCatalogueImport: {
        parameters: {
            query?: {
                /** @description Does everything and takes it back: the report is that of a real import. */
                dryRun?: boolean;
                /** @description First date flights are made for from routes.csv; without it tomorrow. */
                flightStartDate?: string;
                /** @description How many days flights are made for. */
                flightDays?: number;
                /** @description Most flights to make, in the order of the routes. */
                flightLimit?: number;
            };
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description At most 2 MB each. */
                    files: string[];
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReportDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["request_in_flight"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listCatalogueExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportFilesDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getCatalogueExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file. */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `export_file_not_found`: There is no such file in an export. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example export_file_not_found
                         * @enum {string}
                         */
                        code?: "export_file_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listHotelPictures: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPicturesDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    addHotelPictures: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description A JPEG, PNG, WebP or AVIF.
                     */
                    file: string;
                    /**
                     * @description What the picture shows.
                     * @example The pool
                     */
                    caption?: string;
                };
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPictureDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `too_many_pictures`: There are as many pictures as there may be.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example too_many_pictures
                         * @enum {string}
                         */
                        code?: "too_many_pictures" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            /**
             * @description `picture_type_unsupported`: The file is not a picture of a type that is taken.
             *
             *     `unsupported_media_type`: The body has a type that is not accepted.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_type_unsupported
                         * @enum {string}
                         */
                        code?: "picture_type_unsupported" | "unsupported_media_type";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `picture_unreadable`: The picture cannot be read.
             *
             *     `picture_animated`: The picture moves.
             *
             *     `picture_too_many_pixels`: The picture has too many pixels.
             *
             *     `idempotency_key_reused`: The idempotency key belongs to another request.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_unreadable
                         * @enum {string}
                         */
                        code?: "picture_unreadable" | "picture_animated" | "picture_too_many_pixels" | "idempotency_key_reused";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            /**
             * @description `picture_store_unavailable`: The store of pictures is out of reach.
             *
             *     `unavailable`: Something needed is out of reach.
             *
             *     `busy`: Too busy at the moment.
             *
             *     `database_unavailable`: The database is out of reach.
             */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_store_unavailable
                         * @enum {string}
                         */
                        code?: "picture_store_unavailable" | "unavailable" | "busy" | "database_unavailable";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    createUploadHotelPictures: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "caption": "The pool"
                 *     }
                 */
                "application/json": components["schemas"]["NewPictureDto"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PictureUploadDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `too_many_pictures`: There are as many pictures as there may be.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example too_many_pictures
                         * @enum {string}
                         */
                        code?: "too_many_pictures" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `upload_expired`: The upload address has ended. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example upload_expired
                         * @enum {string}
                         */
                        code?: "upload_expired";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            /**
             * @description `picture_store_unavailable`: The store of pictures is out of reach.
             *
             *     `unavailable`: Something needed is out of reach.
             *
             *     `busy`: Too busy at the moment.
             *
             *     `database_unavailable`: The database is out of reach.
             */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_store_unavailable
                         * @enum {string}
                         */
                        code?: "picture_store_unavailable" | "unavailable" | "busy" | "database_unavailable";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    reorderHotelPictures: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "pictureIds": [
                 *         2,
                 *         1,
                 *         3
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PictureOrderDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPicturesDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `picture_order_stale`: These are not all the pictures there are.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_order_stale
                         * @enum {string}
                         */
                        code?: "picture_order_stale" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listRoomTypePictures: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the room type.
                 * @example 1
                 */
                roomTypeId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPicturesDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    addRoomTypePictures: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the room type.
                 * @example 1
                 */
                roomTypeId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description A JPEG, PNG, WebP or AVIF.
                     */
                    file: string;
                    /**
                     * @description What the picture shows.
                     * @example The pool
                     */
                    caption?: string;
                };
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPictureDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `too_many_pictures`: There are as many pictures as there may be.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example too_many_pictures
                         * @enum {string}
                         */
                        code?: "too_many_pictures" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            /**
             * @description `picture_type_unsupported`: The file is not a picture of a type that is taken.
             *
             *     `unsupported_media_type`: The body has a type that is not accepted.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_type_unsupported
                         * @enum {string}
                         */
                        code?: "picture_type_unsupported" | "unsupported_media_type";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `picture_unreadable`: The picture cannot be read.
             *
             *     `picture_animated`: The picture moves.
             *
             *     `picture_too_many_pixels`: The picture has too many pixels.
             *
             *     `idempotency_key_reused`: The idempotency key belongs to another request.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_unreadable
                         * @enum {string}
                         */
                        code?: "picture_unreadable" | "picture_animated" | "picture_too_many_pixels" | "idempotency_key_reused";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            /**
             * @description `picture_store_unavailable`: The store of pictures is out of reach.
             *
             *     `unavailable`: Something needed is out of reach.
             *
             *     `busy`: Too busy at the moment.
             *
             *     `database_unavailable`: The database is out of reach.
             */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_store_unavailable
                         * @enum {string}
                         */
                        code?: "picture_store_unavailable" | "unavailable" | "busy" | "database_unavailable";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    createUploadRoomTypePictures: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the room type.
                 * @example 1
                 */
                roomTypeId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "caption": "The pool"
                 *     }
                 */
                "application/json": components["schemas"]["NewPictureDto"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PictureUploadDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `too_many_pictures`: There are as many pictures as there may be.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example too_many_pictures
                         * @enum {string}
                         */
                        code?: "too_many_pictures" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `upload_expired`: The upload address has ended. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example upload_expired
                         * @enum {string}
                         */
                        code?: "upload_expired";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            /**
             * @description `picture_store_unavailable`: The store of pictures is out of reach.
             *
             *     `unavailable`: Something needed is out of reach.
             *
             *     `busy`: Too busy at the moment.
             *
             *     `database_unavailable`: The database is out of reach.
             */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_store_unavailable
                         * @enum {string}
                         */
                        code?: "picture_store_unavailable" | "unavailable" | "busy" | "database_unavailable";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    reorderRoomTypePictures: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the room type.
                 * @example 1
                 */
                roomTypeId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PictureOrderDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPicturesDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `picture_order_stale`: These are not all the pictures there are.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_order_stale
                         * @enum {string}
                         */
                        code?: "picture_order_stale" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getPictures: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the picture.
                 * @example 1
                 */
                pictureId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPictureDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `picture_not_found`: The hotel has no such picture. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_not_found
                         * @enum {string}
                         */
                        code?: "picture_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    removePictures: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have read: nothing is done when it was changed since. */
                "If-Match"?: string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the picture.
                 * @example 1
                 */
                pictureId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `picture_not_found`: The hotel has no such picture. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_not_found
                         * @enum {string}
                         */
                        code?: "picture_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    changePictures: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you have read and now change; `*` for whatever there is. */
                "If-Match": string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the picture.
                 * @example 1
                 */
                pictureId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "caption": "The pool in the evening"
                 *     }
                 */
                "application/json": components["schemas"]["PictureChangeDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPictureDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `picture_not_found`: The hotel has no such picture. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_not_found
                         * @enum {string}
                         */
                        code?: "picture_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /** @description `precondition_required`: It has to be said what is changed. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_required
                         * @enum {string}
                         */
                        code?: "precondition_required";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    completePictures: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the picture.
                 * @example 1
                 */
                pictureId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPictureDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `picture_not_found`: The hotel has no such picture. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_not_found
                         * @enum {string}
                         */
                        code?: "picture_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `upload_missing`: Nothing was uploaded yet.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example upload_missing
                         * @enum {string}
                         */
                        code?: "upload_missing" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `upload_expired`: The upload address has ended. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example upload_expired
                         * @enum {string}
                         */
                        code?: "upload_expired";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            /** @description `picture_type_unsupported`: The file is not a picture of a type that is taken. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_type_unsupported
                         * @enum {string}
                         */
                        code?: "picture_type_unsupported";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `picture_unreadable`: The picture cannot be read.
             *
             *     `picture_animated`: The picture moves.
             *
             *     `picture_too_many_pixels`: The picture has too many pixels.
             *
             *     `idempotency_key_reused`: The idempotency key belongs to another request.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_unreadable
                         * @enum {string}
                         */
                        code?: "picture_unreadable" | "picture_animated" | "picture_too_many_pixels" | "idempotency_key_reused";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            /**
             * @description `picture_store_unavailable`: The store of pictures is out of reach.
             *
             *     `unavailable`: Something needed is out of reach.
             *
             *     `busy`: Too busy at the moment.
             *
             *     `database_unavailable`: The database is out of reach.
             */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_store_unavailable
                         * @enum {string}
                         */
                        code?: "picture_store_unavailable" | "unavailable" | "busy" | "database_unavailable";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    renderAgainPictures: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the picture.
                 * @example 1
                 */
                pictureId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted: it is done soon. */
            202: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPictureDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `picture_not_found`: The hotel has no such picture. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_not_found
                         * @enum {string}
                         */
                        code?: "picture_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `picture_awaits_upload`: The picture waits for its upload.
             *
             *     `picture_elsewhere`: The picture is not kept here.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_awaits_upload
                         * @enum {string}
                         */
                        code?: "picture_awaits_upload" | "picture_elsewhere" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    putUploads: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description What was given for this. */
                token: string;
            };
            cookie?: never;
        };
        /** @description The bytes of the file. */
        requestBody: {
            content: {
                "application/octet-stream": string;
                "image/jpeg": string;
                "image/png": string;
                "image/webp": string;
                "image/avif": string;
            };
        };
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            /** @description `upload_not_found`: No upload is waited for here. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example upload_not_found
                         * @enum {string}
                         */
                        code?: "upload_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            /** @description `upload_expired`: The upload address has ended. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example upload_expired
                         * @enum {string}
                         */
                        code?: "upload_expired";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            /**
             * @description `picture_store_unavailable`: The store of pictures is out of reach.
             *
             *     `busy`: Too busy at the moment.
             *
             *     `database_unavailable`: The database is out of reach.
             */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_store_unavailable
                         * @enum {string}
                         */
                        code?: "picture_store_unavailable" | "busy" | "database_unavailable";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The first part of the address. */
                first: string;
                /** @description The second part of the address. */
                second: string;
                /** @description The name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    /** @description Names this state of it, for `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": string;
                    "image/avif": string;
                };
            };
            /** @description You named its `ETag` in `If-None-Match`: it is what you have. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_request"];
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example not_found
                         * @enum {string}
                         */
                        code?: "not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            500: components["responses"]["internal_error"];
            /** @description `picture_store_unavailable`: The store of pictures is out of reach. */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example picture_store_unavailable
                         * @enum {string}
                         */
                        code?: "picture_store_unavailable";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listCancellationPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The hotel or the flight, by its id.
                 * @example 1
                 */
                listingId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliciesDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `listing_not_found`: There is no such hotel or flight. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example listing_not_found
                         * @enum {string}
                         */
                        code?: "listing_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getCancellationPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The hotel or the flight, by its id.
                 * @example 1
                 */
                listingId: number;
                /** @description Its short name. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPolicyDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `listing_not_found`: There is no such hotel or flight.
             *
             *     `cancellation_policy_not_found`: There is no such cancellation policy.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example listing_not_found
                         * @enum {string}
                         */
                        code?: "listing_not_found" | "cancellation_policy_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    setCancellationPolicies: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have read and now change; without it nothing may be there yet. */
                "If-Match"?: string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel or the flight, by its id.
                 * @example 1
                 */
                listingId: number;
                /** @description Its short name. */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Three days",
                 *       "steps": [
                 *         {
                 *           "until": {
                 *             "days": 3,
                 *             "at": "18:00"
                 *           },
                 *           "fee": {
                 *             "percent": 0
                 *           }
                 *         },
                 *         {
                 *           "until": {
                 *             "hours": 24
                 *           },
                 *           "fee": {
                 *             "percent": 30
                 *           }
                 *         },
                 *         {
                 *           "fee": {
                 *             "nights": 1
                 *           }
                 *         }
                 *       ],
                 *       "noShowFee": {
                 *         "percent": 100
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewPolicyDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPolicyDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `listing_not_found`: There is no such hotel or flight. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example listing_not_found
                         * @enum {string}
                         */
                        code?: "listing_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `too_many_cancellation_policies`: There are too many cancellation policies.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example too_many_cancellation_policies
                         * @enum {string}
                         */
                        code?: "too_many_cancellation_policies" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /** @description `precondition_required`: It has to be said what is changed. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_required
                         * @enum {string}
                         */
                        code?: "precondition_required";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    retireCancellationPolicies: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have read: nothing is done when it was changed since. */
                "If-Match"?: string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel or the flight, by its id.
                 * @example 1
                 */
                listingId: number;
                /** @description Its short name. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `cancellation_policy_not_found`: There is no such cancellation policy. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example cancellation_policy_not_found
                         * @enum {string}
                         */
                        code?: "cancellation_policy_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `cancellation_policy_in_use`: The cancellation policy is in use.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example cancellation_policy_in_use
                         * @enum {string}
                         */
                        code?: "cancellation_policy_in_use" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    setDefaultCancellationPolicies: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you have read and now change; `*` for whatever there is. */
                "If-Match": string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel or the flight, by its id.
                 * @example 1
                 */
                listingId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "flexible"
                 *     }
                 */
                "application/json": components["schemas"]["DefaultPolicyDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliciesDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `listing_not_found`: There is no such hotel or flight.
             *
             *     `cancellation_policy_not_found`: There is no such cancellation policy.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example listing_not_found
                         * @enum {string}
                         */
                        code?: "listing_not_found" | "cancellation_policy_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /** @description `precondition_required`: It has to be said what is changed. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_required
                         * @enum {string}
                         */
                        code?: "precondition_required";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listNightsCancellationPolicies: {
        parameters: {
            query: {
                /** @description The first night. */
                startDate: string;
                /** @description The day after the last night; at most a year later. */
                endDate: string;
            };
            header?: never;
            path: {
                /**
                 * @description The hotel or the flight, by its id.
                 * @example 1
                 */
                listingId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyNightsDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `listing_not_found`: There is no such hotel or flight. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example listing_not_found
                         * @enum {string}
                         */
                        code?: "listing_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    setNightsCancellationPolicies: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel or the flight, by its id.
                 * @example 1
                 */
                listingId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "startDate": "2027-01-31",
                 *       "endDate": "2027-02-03",
                 *       "weekdays": [
                 *         5,
                 *         6
                 *       ],
                 *       "code": "flexible"
                 *     }
                 */
                "application/json": components["schemas"]["NewPolicyNightsDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyNightsChangeDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `listing_not_found`: There is no such hotel or flight.
             *
             *     `cancellation_policy_not_found`: There is no such cancellation policy.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example listing_not_found
                         * @enum {string}
                         */
                        code?: "listing_not_found" | "cancellation_policy_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getQuoteQuotes: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BookingRequestDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuoteAnswerDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             *
             *     `flight_not_found`: There is no such flight.
             *
             *     `seat_not_found`: The flight has no such seat.
             *
             *     `cabin_not_found`: The flight has no such cabin.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "room_type_not_found" | "flight_not_found" | "seat_not_found" | "cabin_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `cabin_has_assigned_seats`: The cabin is sold by the seat.
             *
             *     `flight_departed`: The flight has departed.
             *
             *     `total_not_chargeable`: A card cannot be charged such a total.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example cabin_has_assigned_seats
                         * @enum {string}
                         */
                        code?: "cabin_has_assigned_seats" | "flight_departed" | "total_not_chargeable" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable"];
        };
    };
    listPricingRules: {
        parameters: {
            query?: {
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["PricingRuleDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    addPricingRules: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPricingRuleDto"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricingRuleDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `too_many_pricing_rules`: The hotel has as many pricing rules as it may have.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example too_many_pricing_rules
                         * @enum {string}
                         */
                        code?: "too_many_pricing_rules" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getPricingRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the rule.
                 * @example 1
                 */
                ruleId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricingRuleDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `pricing_rule_not_found`: The hotel has no such pricing rule. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example pricing_rule_not_found
                         * @enum {string}
                         */
                        code?: "pricing_rule_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    removePricingRules: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have read: nothing is done when it was changed since. */
                "If-Match"?: string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the rule.
                 * @example 1
                 */
                ruleId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `pricing_rule_not_found`: The hotel has no such pricing rule. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example pricing_rule_not_found
                         * @enum {string}
                         */
                        code?: "pricing_rule_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    changePricingRules: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you have read and now change; `*` for whatever there is. */
                "If-Match": string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the rule.
                 * @example 1
                 */
                ruleId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "weekdays": [
                 *         "friday",
                 *         "saturday"
                 *       ],
                 *       "name": "Weekend",
                 *       "factor": 1.2
                 *     }
                 */
                "application/json": components["schemas"]["PricingRuleChangesDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricingRuleDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             *
             *     `pricing_rule_not_found`: The hotel has no such pricing rule.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "room_type_not_found" | "pricing_rule_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /** @description `precondition_required`: It has to be said what is changed. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_required
                         * @enum {string}
                         */
                        code?: "precondition_required";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getOfHotelPricingTables: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HotelPricingDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    setOccupancyPricingTables: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you have read and now change; `*` for whatever there is. */
                "If-Match": string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "heldWeightPercent": 50,
                 *       "roomTypeId": 1,
                 *       "steps": [
                 *         {
                 *           "fromPercent": 80,
                 *           "factor": 1.2
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["OccupancyTableDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HotelPricingDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /** @description `precondition_required`: It has to be said what is changed. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_required
                         * @enum {string}
                         */
                        code?: "precondition_required";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    setRoomTypeLimitsPricingTables: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you have read and now change; `*` for whatever there is. */
                "If-Match": string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the room type.
                 * @example 1
                 */
                roomTypeId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "minimum": 5000,
                 *       "maximum": 90000
                 *     }
                 */
                "application/json": components["schemas"]["PriceLimitsDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HotelPricingDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /** @description `precondition_required`: It has to be said what is changed. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_required
                         * @enum {string}
                         */
                        code?: "precondition_required";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getOfFlightPricingTables: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlightPricingDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `flight_not_found`: There is no such flight. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `flight_departed`: The flight has departed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_departed
                         * @enum {string}
                         */
                        code?: "flight_departed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    setSeatsLeftPricingTables: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you have read and now change; `*` for whatever there is. */
                "If-Match": string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
                /** @description The cabin. */
                cabin: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "heldWeightPercent": 50,
                 *       "steps": [
                 *         {
                 *           "seatsLeft": 9,
                 *           "factor": 1.2
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SeatsLeftTableDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlightPricingDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `flight_not_found`: There is no such flight.
             *
             *     `cabin_not_found`: The flight has no such cabin.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found" | "cabin_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `flight_departed`: The flight has departed.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_departed
                         * @enum {string}
                         */
                        code?: "flight_departed" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /** @description `precondition_required`: It has to be said what is changed. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_required
                         * @enum {string}
                         */
                        code?: "precondition_required";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    setCabinLimitsPricingTables: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you have read and now change; `*` for whatever there is. */
                "If-Match": string;
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
                /** @description The cabin. */
                cabin: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "minimum": 5000,
                 *       "maximum": 90000
                 *     }
                 */
                "application/json": components["schemas"]["PriceLimitsDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Names this state; a change sends it back as `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlightPricingDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `flight_not_found`: There is no such flight.
             *
             *     `cabin_not_found`: The flight has no such cabin.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found" | "cabin_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `flight_departed`: The flight has departed.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_departed
                         * @enum {string}
                         */
                        code?: "flight_departed" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `precondition_failed`: It was changed since it was read. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_failed
                         * @enum {string}
                         */
                        code?: "precondition_failed";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /** @description `precondition_required`: It has to be said what is changed. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example precondition_required
                         * @enum {string}
                         */
                        code?: "precondition_required";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    ofRoomTypePriceHistory: {
        parameters: {
            query?: {
                /** @description Only changes made at this instant or later. */
                from?: string;
                /** @description Only changes made before this instant. */
                to?: string;
                /** @description Only what this night, or this departure, costs. */
                date?: string;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the room type.
                 * @example 1
                 */
                roomTypeId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["PriceChangeDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable"];
        };
    };
    ofFlightPriceHistory: {
        parameters: {
            query?: {
                /** @description Only changes made at this instant or later. */
                from?: string;
                /** @description Only changes made before this instant. */
                to?: string;
                /** @description Only what this night, or this departure, costs. */
                date?: string;
                /** @description Only prices of this cabin, or of the seats in it. */
                cabin?: "economy" | "premium_economy" | "business" | "first";
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["PriceChangeDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `flight_not_found`: There is no such flight.
             *
             *     `cabin_not_found`: The flight has no such cabin.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found" | "cabin_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable"];
        };
    };
    followHotelPriceStreams: {
        parameters: {
            query?: {
                /** @description The same as the header `Last-Event-ID`, for clients that cannot set one. The header goes first. */
                lastEventId?: string;
            };
            header?: {
                /** @description The last `id` that was received: the stream goes on behind it. */
                "Last-Event-ID"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: `price.changed` for each change from now on, or behind `Last-Event-ID`, with as `data` a JSON document `#/components/schemas/PriceChangeDto`. Lines that begin with a colon only keep the connection open. The stream ends when the server stops, or when what it follows is retired: connect again with the last `id`, and you are told which. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example retry: 2000
                     *     id: 4710
                     *
                     *     id: 4711
                     *     event: price.changed
                     *     data: {"changeId":4711,"roomTypeId":1,"date":"2027-03-14","price":{"amount":11000,"currency":"EUR"},"previousPrice":{"amount":10000,"currency":"EUR"},"cause":"occupancy","changedAt":"2027-03-01T12:00:00.000Z"}
                     *
                     *     : still here
                     */
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["invalid_request"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `too_many_streams`: The guest follows too many streams of events.
             *
             *     `rate_limited`: Too many requests.
             */
            429: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    /** @description What is left of each limit (IETF draft ratelimit-headers): `"guest-writes";r=0;t=23`. */
                    RateLimit?: string;
                    /** @description The limits that apply: `"guest-writes";q=60;w=60`. */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example too_many_streams
                         * @enum {string}
                         */
                        code?: "too_many_streams" | "rate_limited";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable"];
        };
    };
    followFlightPriceStreams: {
        parameters: {
            query?: {
                /** @description The same as the header `Last-Event-ID`, for clients that cannot set one. The header goes first. */
                lastEventId?: string;
            };
            header?: {
                /** @description The last `id` that was received: the stream goes on behind it. */
                "Last-Event-ID"?: string;
            };
            path: {
                /**
                 * @description The id of the flight.
                 * @example 19
                 */
                flightId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: `price.changed` for each change from now on, or behind `Last-Event-ID`, with as `data` a JSON document `#/components/schemas/PriceChangeDto`. `seats.changed` has `cabins` (`cabin`, `available`) and `seats` (`seat`, `state`): all of them at first, then those that are different from what was told. Lines that begin with a colon only keep the connection open. The stream ends when the server stops, or when what it follows is retired: connect again with the last `id`, and you are told which. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example retry: 2000
                     *     id: 4710
                     *
                     *     id: 4711
                     *     event: price.changed
                     *     data: {"changeId":4711,"roomTypeId":1,"date":"2027-03-14","price":{"amount":11000,"currency":"EUR"},"previousPrice":{"amount":10000,"currency":"EUR"},"cause":"occupancy","changedAt":"2027-03-01T12:00:00.000Z"}
                     *
                     *     : still here
                     */
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["invalid_request"];
            /** @description `flight_not_found`: There is no such flight. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_not_found
                         * @enum {string}
                         */
                        code?: "flight_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `too_many_streams`: The guest follows too many streams of events.
             *
             *     `rate_limited`: Too many requests.
             */
            429: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    /** @description What is left of each limit (IETF draft ratelimit-headers): `"guest-writes";r=0;t=23`. */
                    RateLimit?: string;
                    /** @description The limits that apply: `"guest-writes";q=60;w=60`. */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example too_many_streams
                         * @enum {string}
                         */
                        code?: "too_many_streams" | "rate_limited";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable"];
        };
    };
    listPriceWatches: {
        parameters: {
            query?: {
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The id of the subscription.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["PriceWatchDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `webhook_subscription_not_found`: There is no such webhook subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example webhook_subscription_not_found
                         * @enum {string}
                         */
                        code?: "webhook_subscription_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    addPriceWatches: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the subscription.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPriceWatchDto"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadePriceWatchDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `webhook_subscription_not_found`: There is no such webhook subscription.
             *
             *     `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             *
             *     `flight_not_found`: There is no such flight.
             *
             *     `cabin_not_found`: The flight has no such cabin.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example webhook_subscription_not_found
                         * @enum {string}
                         */
                        code?: "webhook_subscription_not_found" | "hotel_not_found" | "room_type_not_found" | "flight_not_found" | "cabin_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `flight_departed`: The flight has departed.
             *
             *     `too_many_price_watches`: The subscription watches as many prices as it may.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example flight_departed
                         * @enum {string}
                         */
                        code?: "flight_departed" | "too_many_price_watches" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    removePriceWatches: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the subscription.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                subscriptionId: string;
                /**
                 * @description The id of the watch.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                watchId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `price_watch_not_found`: The subscription has no such price watch. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example price_watch_not_found
                         * @enum {string}
                         */
                        code?: "price_watch_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listHolds: {
        parameters: {
            query?: {
                /** @description Only holds in this state; `live` are those that keep inventory and are not paid for yet. */
                status?: "live" | "active" | "paying" | "confirmed" | "released" | "expired" | "canceled";
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["HoldDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    takeHolds: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeHoldDto"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Where the hold is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             *
             *     `flight_not_found`: There is no such flight.
             *
             *     `seat_not_found`: The flight has no such seat.
             *
             *     `cabin_not_found`: The flight has no such cabin.
             *
             *     `offer_not_found`: There is no such offer.
             *
             *     `hold_not_found`: There is no such hold.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "room_type_not_found" | "flight_not_found" | "seat_not_found" | "cabin_not_found" | "offer_not_found" | "hold_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `cabin_has_assigned_seats`: The cabin is sold by the seat.
             *
             *     `flight_departed`: The flight has departed.
             *
             *     `sold_out`: Not enough is free.
             *
             *     `price_changed`: It costs more than expected.
             *
             *     `total_not_chargeable`: A card cannot be charged such a total.
             *
             *     `supplier_refused`: The supplier has refused it.
             *
             *     `replaced_hold_elsewhere`: The hold to be replaced is for another hotel or flight.
             *
             *     `hold_expired`: The hold has expired.
             *
             *     `hold_released`: The hold was released.
             *
             *     `already_confirmed`: The hold is a reservation already.
             *
             *     `payment_in_progress`: A payment is under way.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example cabin_has_assigned_seats
                         * @enum {string}
                         */
                        code?: "cabin_has_assigned_seats" | "flight_departed" | "sold_out" | "price_changed" | "total_not_chargeable" | "supplier_refused" | "replaced_hold_elsewhere" | "hold_expired" | "hold_released" | "already_confirmed" | "payment_in_progress" | "request_in_flight";
                        /** @description With `sold_out`: what stands in the way, by date. */
                        blocking?: components["schemas"]["BlockingDto"][];
                        /** @description With `price_changed`: what it costs now. */
                        quote?: components["schemas"]["QuoteDto"];
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `offer_gone`: The offer has ended. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example offer_gone
                         * @enum {string}
                         */
                        code?: "offer_gone";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /**
             * @description `too_many_holds`: The guest has too many live holds.
             *
             *     `rate_limited`: Too many requests.
             */
            429: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    /** @description What is left of each limit (IETF draft ratelimit-headers): `"guest-writes";r=0;t=23`. */
                    RateLimit?: string;
                    /** @description The limits that apply: `"guest-writes";q=60;w=60`. */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example too_many_holds
                         * @enum {string}
                         */
                        code?: "too_many_holds" | "rate_limited";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            500: components["responses"]["internal_error"];
            /**
             * @description `supplier_unavailable`: The supplier is out of reach.
             *
             *     `unavailable`: Something needed is out of reach.
             *
             *     `busy`: Too busy at the moment.
             *
             *     `database_unavailable`: The database is out of reach.
             */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example supplier_unavailable
                         * @enum {string}
                         */
                        code?: "supplier_unavailable" | "unavailable" | "busy" | "database_unavailable";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getHolds: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The hold.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                holdId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            /** @description `hold_not_found`: There is no such hold. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hold_not_found
                         * @enum {string}
                         */
                        code?: "hold_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    releaseHolds: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hold.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                holdId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            /** @description `hold_not_found`: There is no such hold. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hold_not_found
                         * @enum {string}
                         */
                        code?: "hold_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `hold_expired`: The hold has expired.
             *
             *     `hold_released`: The hold was released.
             *
             *     `already_confirmed`: The hold is a reservation already.
             *
             *     `payment_in_progress`: A payment is under way.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hold_expired
                         * @enum {string}
                         */
                        code?: "hold_expired" | "hold_released" | "already_confirmed" | "payment_in_progress" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    extendHolds: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hold.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                holdId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "seconds": 300
                 *     }
                 */
                "application/json": components["schemas"]["ExtendHoldDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            /** @description `hold_not_found`: There is no such hold. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hold_not_found
                         * @enum {string}
                         */
                        code?: "hold_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `already_extended`: The hold cannot be extended any further.
             *
             *     `hold_expired`: The hold has expired.
             *
             *     `hold_released`: The hold was released.
             *
             *     `already_confirmed`: The hold is a reservation already.
             *
             *     `payment_in_progress`: A payment is under way.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example already_extended
                         * @enum {string}
                         */
                        code?: "already_extended" | "hold_expired" | "hold_released" | "already_confirmed" | "payment_in_progress" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listAdminHolds: {
        parameters: {
            query?: {
                /** @description Only holds in this state; `live` are those that keep inventory and are not paid for yet. */
                status?: "live" | "active" | "paying" | "confirmed" | "released" | "expired" | "canceled";
                /** @description Only holds of this guest. */
                guestId?: string;
                /** @description Only holds in this hotel or on this flight. */
                listingId?: number;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["AdminHoldDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getAdminHolds: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The hold.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                holdId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminHoldDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hold_not_found`: There is no such hold. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hold_not_found
                         * @enum {string}
                         */
                        code?: "hold_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    releaseAdminHolds: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hold.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                holdId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hold_not_found`: There is no such hold. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hold_not_found
                         * @enum {string}
                         */
                        code?: "hold_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `hold_expired`: The hold has expired.
             *
             *     `hold_released`: The hold was released.
             *
             *     `already_confirmed`: The hold is a reservation already.
             *
             *     `payment_in_progress`: A payment is under way.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hold_expired
                         * @enum {string}
                         */
                        code?: "hold_expired" | "hold_released" | "already_confirmed" | "payment_in_progress" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listTopHolders: {
        parameters: {
            query?: {
                /** @description How many guests to list. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["TopHolderDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listPaymentMethods: {
        parameters: {
            query?: {
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["PaymentMethodDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    savePaymentMethods: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "pm_card_visa"
                 *     }
                 */
                "application/json": components["schemas"]["SavePaymentMethodDto"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentMethodDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            /** @description `payment_method_declined`: The card cannot be saved. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example payment_method_declined
                         * @enum {string}
                         */
                        code?: "payment_method_declined";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            /**
             * @description `payment_provider_unavailable`: The payment provider is out of reach.
             *
             *     `unavailable`: Something needed is out of reach.
             *
             *     `busy`: Too busy at the moment.
             *
             *     `database_unavailable`: The database is out of reach.
             */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example payment_provider_unavailable
                         * @enum {string}
                         */
                        code?: "payment_provider_unavailable" | "unavailable" | "busy" | "database_unavailable";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    receiveStripeWebhook: {
        parameters: {
            query?: never;
            header: {
                /** @description When it was signed, and the signature of that and the body. */
                "Stripe-Signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "evt_1QxW5nLkdIwHu7ix",
                 *       "object": "event",
                 *       "type": "payment_intent.succeeded",
                 *       "data": {
                 *         "object": {
                 *           "id": "pi_3QxW5nLkdIwHu7ix",
                 *           "object": "payment_intent",
                 *           "status": "succeeded"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid_webhook_signature`: The message is not signed by the provider.
             *
             *     `invalid_request`: The request is not valid.
             *
             *     `malformed_json`: The body is not JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_webhook_signature
                         * @enum {string}
                         */
                        code?: "invalid_webhook_signature" | "invalid_request" | "malformed_json";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable"];
        };
    };
    listQuarantined: {
        parameters: {
            query?: {
                /** @description Without it both, those that are open first. */
                state?: "open" | "resolved";
                /** @description Only those about this reservation. */
                reservationId?: string;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["QuarantinedMessageDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getQuarantined: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the message.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantinedMessageDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `quarantined_message_not_found`: Nothing was put aside under this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example quarantined_message_not_found
                         * @enum {string}
                         */
                        code?: "quarantined_message_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    resolveQuarantined: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the message.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                messageId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "resolution": "Refunded by hand in the dashboard, the guest was told."
                 *     }
                 */
                "application/json": components["schemas"]["ResolveQuarantinedDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantinedMessageDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `quarantined_message_not_found`: Nothing was put aside under this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example quarantined_message_not_found
                         * @enum {string}
                         */
                        code?: "quarantined_message_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `quarantined_message_resolved`: It was resolved before.
             *
             *     `payment_not_settled`: The payment cannot be settled by hand.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example quarantined_message_resolved
                         * @enum {string}
                         */
                        code?: "quarantined_message_resolved" | "payment_not_settled" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listRefundsAdmin: {
        parameters: {
            query?: {
                /** @description The state it is in. */
                status?: "created" | "pending" | "succeeded" | "failed";
                /** @description Only those of this reservation. */
                reservationId?: string;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["RefundDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getRefundsAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the refund.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                refundId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `refund_not_found`: There is no such refund. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example refund_not_found
                         * @enum {string}
                         */
                        code?: "refund_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    retryRefundsAdmin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the refund.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                refundId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted: it is done soon. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `refund_not_found`: There is no such refund. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example refund_not_found
                         * @enum {string}
                         */
                        code?: "refund_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `refund_not_failed`: The refund has not failed.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example refund_not_failed
                         * @enum {string}
                         */
                        code?: "refund_not_failed" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            /**
             * @description `payment_provider_unavailable`: The payment provider is out of reach.
             *
             *     `unavailable`: Something needed is out of reach.
             *
             *     `busy`: Too busy at the moment.
             *
             *     `database_unavailable`: The database is out of reach.
             */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example payment_provider_unavailable
                         * @enum {string}
                         */
                        code?: "payment_provider_unavailable" | "unavailable" | "busy" | "database_unavailable";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listAdminReservations: {
        parameters: {
            query?: {
                /** @description Only those in this state. */
                status?: "pending" | "paid" | "rejected" | "canceled" | "refunded";
                /** @description Only of this hotel or flight: those that were made with it, and those whose guests were moved to this hotel (`movedTo`). */
                listingId?: number;
                /** @description Only this guest's. */
                guestId?: string;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["ReservationSummaryDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getAdminReservations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the reservation.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                reservationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `reservation_not_found`: There is no such reservation. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_found
                         * @enum {string}
                         */
                        code?: "reservation_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    cancelAdminReservations: {
        parameters: {
            query?: {
                /**
                 * @description From `GET …/cancellation-quote`: nothing is canceled when it would give back less by now. Needed for a supplier's
                 *     flights.
                 */
                quoteId?: string;
            };
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the reservation.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                reservationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `reservation_not_found`: There is no such reservation. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_found
                         * @enum {string}
                         */
                        code?: "reservation_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `reservation_rejected`: The reservation came to nothing.
             *
             *     `payment_in_progress`: A payment is under way.
             *
             *     `cancellation_quote_required`: A quote for the cancellation is needed.
             *
             *     `cancellation_quote_expired`: The quote does not hold any more.
             *
             *     `cancellation_refused`: The supplier will not cancel it.
             *
             *     `stay_begun`: The stay has begun.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_rejected
                         * @enum {string}
                         */
                        code?: "reservation_rejected" | "payment_in_progress" | "cancellation_quote_required" | "cancellation_quote_expired" | "cancellation_refused" | "stay_begun" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    quoteCancellationAdminReservations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the reservation.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                reservationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancellationQuoteDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `reservation_not_found`: There is no such reservation. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_found
                         * @enum {string}
                         */
                        code?: "reservation_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `nothing_to_cancel`: There is nothing to cancel.
             *
             *     `cancellation_refused`: The supplier will not cancel it.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example nothing_to_cancel
                         * @enum {string}
                         */
                        code?: "nothing_to_cancel" | "cancellation_refused";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            /**
             * @description `supplier_unavailable`: The supplier is out of reach.
             *
             *     `unavailable`: Something needed is out of reach.
             *
             *     `busy`: Too busy at the moment.
             *
             *     `database_unavailable`: The database is out of reach.
             */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example supplier_unavailable
                         * @enum {string}
                         */
                        code?: "supplier_unavailable" | "unavailable" | "busy" | "database_unavailable";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listReservations: {
        parameters: {
            query?: {
                /** @description Only those in this state. */
                status?: "pending" | "paid" | "rejected" | "canceled" | "refunded";
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["ReservationSummaryDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    createReservations: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateReservationDto"];
            };
        };
        responses: {
            /** @description A repeat: it was paid, and is canceled by now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationDto"];
                };
            };
            /** @description Paid. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationDto"];
                };
            };
            /** @description The payment is being decided. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            /** @description `payment_declined`: The card was declined. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example payment_declined
                         * @enum {string}
                         */
                        code?: "payment_declined";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             *
             *     `flight_not_found`: There is no such flight.
             *
             *     `seat_not_found`: The flight has no such seat.
             *
             *     `cabin_not_found`: The flight has no such cabin.
             *
             *     `hold_not_found`: There is no such hold.
             *
             *     `payment_method_not_found`: There is no such saved card.
             *
             *     `offer_not_found`: There is no such offer.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "room_type_not_found" | "flight_not_found" | "seat_not_found" | "cabin_not_found" | "hold_not_found" | "payment_method_not_found" | "offer_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `sold_out`: Not enough is free.
             *
             *     `price_changed`: It costs more than expected.
             *
             *     `total_not_chargeable`: A card cannot be charged such a total.
             *
             *     `replaced_hold_elsewhere`: The hold to be replaced is for another hotel or flight.
             *
             *     `flight_departed`: The flight has departed.
             *
             *     `cabin_has_assigned_seats`: The cabin is sold by the seat.
             *
             *     `hold_expired`: The hold has expired.
             *
             *     `hold_released`: The hold was released.
             *
             *     `already_confirmed`: The hold is a reservation already.
             *
             *     `payment_in_progress`: A payment is under way.
             *
             *     `too_many_payment_attempts`: Too many cards were tried.
             *
             *     `supplier_refused`: The supplier has refused it.
             *
             *     `reservation_id_taken`: The reservation id is in use.
             *
             *     `reservation_id_mismatch`: The hold belongs to another reservation.
             *
             *     `reservation_rejected`: The reservation came to nothing.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example sold_out
                         * @enum {string}
                         */
                        code?: "sold_out" | "price_changed" | "total_not_chargeable" | "replaced_hold_elsewhere" | "flight_departed" | "cabin_has_assigned_seats" | "hold_expired" | "hold_released" | "already_confirmed" | "payment_in_progress" | "too_many_payment_attempts" | "supplier_refused" | "reservation_id_taken" | "reservation_id_mismatch" | "reservation_rejected" | "request_in_flight";
                        /** @description With `sold_out`: what stands in the way, by date. */
                        blocking?: components["schemas"]["BlockingDto"][];
                        /** @description With `price_changed`: what it costs now. */
                        quote?: components["schemas"]["QuoteDto"];
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `offer_gone`: The offer has ended. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example offer_gone
                         * @enum {string}
                         */
                        code?: "offer_gone";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            /**
             * @description `too_many_holds`: The guest has too many live holds.
             *
             *     `rate_limited`: Too many requests.
             */
            429: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    /** @description What is left of each limit (IETF draft ratelimit-headers): `"guest-writes";r=0;t=23`. */
                    RateLimit?: string;
                    /** @description The limits that apply: `"guest-writes";q=60;w=60`. */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example too_many_holds
                         * @enum {string}
                         */
                        code?: "too_many_holds" | "rate_limited";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            500: components["responses"]["internal_error"];
            /**
             * @description `supplier_unavailable`: The supplier is out of reach.
             *
             *     `unavailable`: Something needed is out of reach.
             *
             *     `busy`: Too busy at the moment.
             *
             *     `database_unavailable`: The database is out of reach.
             */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example supplier_unavailable
                         * @enum {string}
                         */
                        code?: "supplier_unavailable" | "unavailable" | "busy" | "database_unavailable";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getReservations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the reservation.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                reservationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            /** @description `reservation_not_found`: There is no such reservation. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_found
                         * @enum {string}
                         */
                        code?: "reservation_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    cancelReservations: {
        parameters: {
            query?: {
                /**
                 * @description From `GET …/cancellation-quote`: nothing is canceled when it would give back less by now. Needed for a supplier's
                 *     flights.
                 */
                quoteId?: string;
            };
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the reservation.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                reservationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            /** @description `reservation_not_found`: There is no such reservation. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_found
                         * @enum {string}
                         */
                        code?: "reservation_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `reservation_rejected`: The reservation came to nothing.
             *
             *     `payment_in_progress`: A payment is under way.
             *
             *     `cancellation_quote_required`: A quote for the cancellation is needed.
             *
             *     `cancellation_quote_expired`: The quote does not hold any more.
             *
             *     `cancellation_refused`: The supplier will not cancel it.
             *
             *     `stay_begun`: The stay has begun.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_rejected
                         * @enum {string}
                         */
                        code?: "reservation_rejected" | "payment_in_progress" | "cancellation_quote_required" | "cancellation_quote_expired" | "cancellation_refused" | "stay_begun" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    quoteCancellationReservations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the reservation.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                reservationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancellationQuoteDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            /** @description `reservation_not_found`: There is no such reservation. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_found
                         * @enum {string}
                         */
                        code?: "reservation_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `nothing_to_cancel`: There is nothing to cancel.
             *
             *     `cancellation_refused`: The supplier will not cancel it.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example nothing_to_cancel
                         * @enum {string}
                         */
                        code?: "nothing_to_cancel" | "cancellation_refused";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            /**
             * @description `supplier_unavailable`: The supplier is out of reach.
             *
             *     `unavailable`: Something needed is out of reach.
             *
             *     `busy`: Too busy at the moment.
             *
             *     `database_unavailable`: The database is out of reach.
             */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example supplier_unavailable
                         * @enum {string}
                         */
                        code?: "supplier_unavailable" | "unavailable" | "busy" | "database_unavailable";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listFlightOffers: {
        parameters: {
            query: {
                /** @description Airport of departure, IATA code. */
                origin: string;
                /** @description Airport of arrival, IATA code. */
                destination: string;
                /** @description Date of departure, at the airport of departure. */
                date: string;
                /** @description Travellers of 18 and older. */
                adults?: number;
                /** @description Travellers of two to seventeen, with a seat each; how old they are stands in `childAges`. */
                children?: number;
                /** @description How old each child is on the day of departure, e.g. `7,15`: airlines price and book by it. */
                childAges?: string;
                /** @description Travellers below two, each on the lap of an adult. */
                infants?: number;
                /** @description Only this cabin. */
                cabin?: "economy" | "premium_economy" | "business" | "first";
                /** @description Lowest price for all travellers together, in minor units of the offer's currency. */
                minPrice?: number;
                /** @description Highest price for all travellers together, in minor units of the offer's currency. */
                maxPrice?: number;
                /** @description Order of the list; with a minus sign the other way round. */
                sort?: "price" | "-price" | "duration" | "-duration" | "departure" | "-departure";
                /** @description `own`: our own flights of that day among the offers. */
                include?: "own";
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlightOfferListDto"];
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `search_expired`: The search has ended. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example search_expired
                         * @enum {string}
                         */
                        code?: "search_expired";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            /**
             * @description `supplier_unavailable`: The supplier is out of reach.
             *
             *     `busy`: Too busy at the moment.
             *
             *     `database_unavailable`: The database is out of reach.
             */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example supplier_unavailable
                         * @enum {string}
                         */
                        code?: "supplier_unavailable" | "busy" | "database_unavailable";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getFlightOffers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the offer. */
                offerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlightOfferDetailDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            /** @description `offer_not_found`: There is no such offer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example offer_not_found
                         * @enum {string}
                         */
                        code?: "offer_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `offer_gone`: The offer has ended. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example offer_gone
                         * @enum {string}
                         */
                        code?: "offer_gone";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            /**
             * @description `supplier_unavailable`: The supplier is out of reach.
             *
             *     `busy`: Too busy at the moment.
             *
             *     `database_unavailable`: The database is out of reach.
             */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example supplier_unavailable
                         * @enum {string}
                         */
                        code?: "supplier_unavailable" | "busy" | "database_unavailable";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    seatsFlightOffers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the offer. */
                offerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferSeatMapsDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            /** @description `offer_not_found`: There is no such offer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example offer_not_found
                         * @enum {string}
                         */
                        code?: "offer_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /** @description `offer_gone`: The offer has ended. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example offer_gone
                         * @enum {string}
                         */
                        code?: "offer_gone";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            /**
             * @description `supplier_unavailable`: The supplier is out of reach.
             *
             *     `busy`: Too busy at the moment.
             *
             *     `database_unavailable`: The database is out of reach.
             */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example supplier_unavailable
                         * @enum {string}
                         */
                        code?: "supplier_unavailable" | "busy" | "database_unavailable";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    followHoldEventStreams: {
        parameters: {
            query?: {
                /** @description The same as the header `Last-Event-ID`, for clients that cannot set one. The header goes first. */
                lastEventId?: string;
            };
            header?: {
                /** @description The `id` of the last event that was received: the stream goes on behind it. */
                "Last-Event-ID"?: string;
            };
            path: {
                /**
                 * @description The hold.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                holdId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: everything so far, then what happens, as it happens. Each has an `id` to go on from, the type of the event as `event`, and as `data` a JSON document: `#/components/schemas/EventDto`. Lines that begin with a colon only keep the connection open. The stream ends when nothing more can happen, when the access token expires, or when the server stops: connect again with the last `id`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example retry: 2000
                     *
                     *     id: 019c2f40-7e1a-7d11-9c3e-5f2a6b7c8d90.1
                     *     event: hold.created
                     *     data: {"id":"019c2f40-7e1a-7d11-9c3e-5f2a6b7c8d90","type":"hold.created","occurredAt":"2027-03-01T12:00:00.000Z","holdId":"019c2f40-7e1a-8d11-9c3e-5f2a00000001","hotelId":1}
                     *
                     *     : still here
                     */
                    "text/event-stream": string;
                };
            };
            /** @description Nothing is left to tell, and nothing more will happen. Do not connect again. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            /** @description `hold_not_found`: There is no such hold. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hold_not_found
                         * @enum {string}
                         */
                        code?: "hold_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `too_many_streams`: The guest follows too many streams of events.
             *
             *     `rate_limited`: Too many requests.
             */
            429: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    /** @description What is left of each limit (IETF draft ratelimit-headers): `"guest-writes";r=0;t=23`. */
                    RateLimit?: string;
                    /** @description The limits that apply: `"guest-writes";q=60;w=60`. */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example too_many_streams
                         * @enum {string}
                         */
                        code?: "too_many_streams" | "rate_limited";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    followReservationEventStreams: {
        parameters: {
            query?: {
                /** @description The same as the header `Last-Event-ID`, for clients that cannot set one. The header goes first. */
                lastEventId?: string;
            };
            header?: {
                /** @description The `id` of the last event that was received: the stream goes on behind it. */
                "Last-Event-ID"?: string;
            };
            path: {
                /**
                 * @description The id of the reservation.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                reservationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: everything so far, then what happens, as it happens. Each has an `id` to go on from, the type of the event as `event`, and as `data` a JSON document: `#/components/schemas/EventDto`. Lines that begin with a colon only keep the connection open. The stream ends when nothing more can happen, when the access token expires, or when the server stops: connect again with the last `id`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example retry: 2000
                     *
                     *     id: 019c2f40-7e1a-7d11-9c3e-5f2a6b7c8d90.1
                     *     event: hold.created
                     *     data: {"id":"019c2f40-7e1a-7d11-9c3e-5f2a6b7c8d90","type":"hold.created","occurredAt":"2027-03-01T12:00:00.000Z","holdId":"019c2f40-7e1a-8d11-9c3e-5f2a00000001","hotelId":1}
                     *
                     *     : still here
                     */
                    "text/event-stream": string;
                };
            };
            /** @description Nothing is left to tell, and nothing more will happen. Do not connect again. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            /** @description `reservation_not_found`: There is no such reservation. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_found
                         * @enum {string}
                         */
                        code?: "reservation_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `too_many_streams`: The guest follows too many streams of events.
             *
             *     `rate_limited`: Too many requests.
             */
            429: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    /** @description What is left of each limit (IETF draft ratelimit-headers): `"guest-writes";r=0;t=23`. */
                    RateLimit?: string;
                    /** @description The limits that apply: `"guest-writes";q=60;w=60`. */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example too_many_streams
                         * @enum {string}
                         */
                        code?: "too_many_streams" | "rate_limited";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    followHoldAdminEventStreams: {
        parameters: {
            query?: {
                /** @description The same as the header `Last-Event-ID`, for clients that cannot set one. The header goes first. */
                lastEventId?: string;
            };
            header?: {
                /** @description The `id` of the last event that was received: the stream goes on behind it. */
                "Last-Event-ID"?: string;
            };
            path: {
                /**
                 * @description The hold.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                holdId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: everything so far, then what happens, as it happens. Each has an `id` to go on from, the type of the event as `event`, and as `data` a JSON document: `#/components/schemas/EventDto`. Lines that begin with a colon only keep the connection open. The stream ends when nothing more can happen, when the access token expires, or when the server stops: connect again with the last `id`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example retry: 2000
                     *
                     *     id: 019c2f40-7e1a-7d11-9c3e-5f2a6b7c8d90.1
                     *     event: hold.created
                     *     data: {"id":"019c2f40-7e1a-7d11-9c3e-5f2a6b7c8d90","type":"hold.created","occurredAt":"2027-03-01T12:00:00.000Z","holdId":"019c2f40-7e1a-8d11-9c3e-5f2a00000001","hotelId":1}
                     *
                     *     : still here
                     */
                    "text/event-stream": string;
                };
            };
            /** @description Nothing is left to tell, and nothing more will happen. Do not connect again. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hold_not_found`: There is no such hold. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hold_not_found
                         * @enum {string}
                         */
                        code?: "hold_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    followReservationAdminEventStreams: {
        parameters: {
            query?: {
                /** @description The same as the header `Last-Event-ID`, for clients that cannot set one. The header goes first. */
                lastEventId?: string;
            };
            header?: {
                /** @description The `id` of the last event that was received: the stream goes on behind it. */
                "Last-Event-ID"?: string;
            };
            path: {
                /**
                 * @description The id of the reservation.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                reservationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: everything so far, then what happens, as it happens. Each has an `id` to go on from, the type of the event as `event`, and as `data` a JSON document: `#/components/schemas/EventDto`. Lines that begin with a colon only keep the connection open. The stream ends when nothing more can happen, when the access token expires, or when the server stops: connect again with the last `id`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example retry: 2000
                     *
                     *     id: 019c2f40-7e1a-7d11-9c3e-5f2a6b7c8d90.1
                     *     event: hold.created
                     *     data: {"id":"019c2f40-7e1a-7d11-9c3e-5f2a6b7c8d90","type":"hold.created","occurredAt":"2027-03-01T12:00:00.000Z","holdId":"019c2f40-7e1a-8d11-9c3e-5f2a00000001","hotelId":1}
                     *
                     *     : still here
                     */
                    "text/event-stream": string;
                };
            };
            /** @description Nothing is left to tell, and nothing more will happen. Do not connect again. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `reservation_not_found`: There is no such reservation. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_found
                         * @enum {string}
                         */
                        code?: "reservation_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    overviewReconciliation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconciliationDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listReconciliation: {
        parameters: {
            query?: {
                /**
                 * @description `open`: to be looked at. `accepted`: still so, and somebody knows why. `resolved`: healed, or gone when it was looked
                 *     at again.
                 */
                state?: "open" | "accepted" | "resolved";
                /** @description Only those of this kind. */
                kind?: "payment_unknown_here" | "payment_missing_there" | "payment_amount_differs" | "payment_duplicate" | "payment_captured_there" | "payment_captured_here" | "payment_held_there" | "payment_canceled_there" | "payment_state_differs" | "refund_unknown_here" | "refund_missing_there" | "refund_amount_differs" | "refund_duplicate" | "refund_state_differs" | "reservation_paid_without_capture" | "reservation_paid_twice" | "reservation_without_hold" | "reservation_refund_missing" | "reservation_refunded_without_refund" | "payment_captured_for_nothing" | "payment_open_too_long" | "refund_exceeds_payment" | "refund_unsent_too_long" | "hold_without_reservation" | "hold_overdue" | "ledger_counter_wrong";
                /** @description Only those about this reservation. */
                reservationId?: string;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["DifferenceDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    acceptReconciliation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the difference.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                differenceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "note": "Refunded by hand, as a goodwill gesture."
                 *     }
                 */
                "application/json": components["schemas"]["AcceptDifferenceDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DifferenceDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `difference_not_found`: There is no such difference. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example difference_not_found
                         * @enum {string}
                         */
                        code?: "difference_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `difference_not_open`: The difference is not open.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example difference_not_open
                         * @enum {string}
                         */
                        code?: "difference_not_open" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    requestRunReconciliation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted: it is done soon. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunRequestedDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["request_in_flight"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listWebhookSubscriptions: {
        parameters: {
            query?: {
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["WebhookSubscriptionDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    createWebhookSubscriptions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.com/holdfast",
                 *       "eventTypes": [
                 *         "reservation.*",
                 *         "hold.expired"
                 *       ],
                 *       "description": "the CRM"
                 *     }
                 */
                "application/json": components["schemas"]["CreateWebhookSubscriptionDto"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecretDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `too_many_webhook_subscriptions`: There are too many webhook subscriptions.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example too_many_webhook_subscriptions
                         * @enum {string}
                         */
                        code?: "too_many_webhook_subscriptions" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getWebhookSubscriptions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the subscription.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSubscriptionDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `webhook_subscription_not_found`: There is no such webhook subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example webhook_subscription_not_found
                         * @enum {string}
                         */
                        code?: "webhook_subscription_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    deleteWebhookSubscriptions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the subscription.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `webhook_subscription_not_found`: There is no such webhook subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example webhook_subscription_not_found
                         * @enum {string}
                         */
                        code?: "webhook_subscription_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    changeWebhookSubscriptions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the subscription.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.com/holdfast",
                 *       "eventTypes": [
                 *         "reservation.*",
                 *         "hold.expired"
                 *       ],
                 *       "description": "the mail service",
                 *       "status": "paused"
                 *     }
                 */
                "application/json": components["schemas"]["ChangeWebhookSubscriptionDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSubscriptionDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `webhook_subscription_not_found`: There is no such webhook subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example webhook_subscription_not_found
                         * @enum {string}
                         */
                        code?: "webhook_subscription_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    rotateSecretWebhookSubscriptions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the subscription.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["RotateWebhookSecretDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecretDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `webhook_subscription_not_found`: There is no such webhook subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example webhook_subscription_not_found
                         * @enum {string}
                         */
                        code?: "webhook_subscription_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    sendTestWebhookSubscriptions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the subscription.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted: it is done soon. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `webhook_subscription_not_found`: There is no such webhook subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example webhook_subscription_not_found
                         * @enum {string}
                         */
                        code?: "webhook_subscription_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `webhook_subscription_not_active`: The webhook subscription is not active.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example webhook_subscription_not_active
                         * @enum {string}
                         */
                        code?: "webhook_subscription_not_active" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listDeliveriesWebhookSubscriptions: {
        parameters: {
            query?: {
                /** @description Only those in this state; `dead` are those that were given up. */
                status?: "waiting" | "delivered" | "dead";
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The id of the subscription.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["WebhookDeliveryDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `webhook_subscription_not_found`: There is no such webhook subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example webhook_subscription_not_found
                         * @enum {string}
                         */
                        code?: "webhook_subscription_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    redeliverWebhookSubscriptions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the subscription.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "status": "dead",
                 *       "from": "2027-03-01T12:00:00.000Z",
                 *       "to": "2027-03-01T13:00:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["RedeliverDto"];
            };
        };
        responses: {
            /** @description Accepted: it is done soon. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedeliveredDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `webhook_subscription_not_found`: There is no such webhook subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example webhook_subscription_not_found
                         * @enum {string}
                         */
                        code?: "webhook_subscription_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getWebhookDeliveries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the delivery.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `webhook_delivery_not_found`: There is no such webhook delivery. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example webhook_delivery_not_found
                         * @enum {string}
                         */
                        code?: "webhook_delivery_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    redeliverWebhookDeliveries: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the delivery.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted: it is done soon. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `webhook_delivery_not_found`: There is no such webhook delivery. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example webhook_delivery_not_found
                         * @enum {string}
                         */
                        code?: "webhook_delivery_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    getOverbooking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverbookingDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    setOverbooking: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "percent": 10,
                 *       "cap": 5,
                 *       "roomTypeIds": [
                 *         1
                 *       ],
                 *       "startDate": "2027-01-31",
                 *       "endDate": "2027-02-03"
                 *     }
                 */
                "application/json": components["schemas"]["OverbookingEditDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverbookingAnswerDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listOutages: {
        parameters: {
            query?: {
                /** @description Only of this room. */
                roomId?: number;
                /** @description Only those with nights from this date on; default: today where the hotel is. */
                from?: string;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["OutageDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    addOutages: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOutageDto"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewOutageAnswerDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `room_not_found`: The hotel has no such room.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "room_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    endOutages: {
        parameters: {
            query?: {
                /** @description The night from which the room can be slept in again; default: today where the hotel is. */
                from?: string;
            };
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
                /**
                 * @description The id of the outage.
                 * @example 1
                 */
                outageId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndOutageAnswerDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `hotel_not_found`: There is no such hotel.
             *
             *     `outage_not_found`: The hotel has no such outage.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found" | "outage_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            409: components["responses"]["request_in_flight"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    reportOversold: {
        parameters: {
            query?: {
                /** @description First night to look at; default: today where the hotel is. */
                startDate?: string;
                /** @description The day after the last night; default and most: 60 nights later. */
                endDate?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The hotel.
                 * @example 1
                 */
                hotelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OversoldHotelDto"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    moveOversold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the reservation.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                reservationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "fromRoomTypeId": 1,
                 *       "toRoomTypeId": 2
                 *     }
                 */
                "application/json": components["schemas"]["MoveReservationDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /**
             * @description `reservation_not_found`: There is no such reservation.
             *
             *     `hotel_not_found`: There is no such hotel.
             *
             *     `room_type_not_found`: The hotel has no such room type.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_found
                         * @enum {string}
                         */
                        code?: "reservation_not_found" | "hotel_not_found" | "room_type_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `sold_out`: Not enough is free.
             *
             *     `reservation_not_movable`: The reservation cannot be moved.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example sold_out
                         * @enum {string}
                         */
                        code?: "sold_out" | "reservation_not_movable" | "request_in_flight";
                        /** @description With `sold_out`: what stands in the way, by date. */
                        blocking?: components["schemas"]["BlockingDto"][];
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    reportOccupancy: {
        parameters: {
            query: {
                /** @description Ids of the hotels, separated by commas; at most 20. */
                hotelIds: string;
                /** @description First night. */
                startDate: string;
                /** @description The day after the last night; at most 366 nights. */
                endDate: string;
                /** @description Instead of an `Accept` header: `csv` for text/csv. */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By hotel, then by date. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OccupancyReportDto"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listDifferencesLedger: {
        parameters: {
            query?: {
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["LedgerDifferenceDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listOversoldLedger: {
        parameters: {
            query?: {
                /** @description Only of this hotel, also when it is retired. */
                hotelId?: number;
                /** @description Only from this date on; default: today where the hotel or flight is. */
                startDate?: string;
                /** @description Only before this date. */
                endDate?: string;
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["OversoldRowDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `hotel_not_found`: There is no such hotel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example hotel_not_found
                         * @enum {string}
                         */
                        code?: "hotel_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    listSupplierOrders: {
        parameters: {
            query?: {
                /**
                 * @description `unknown`: an answer of the supplier was lost. `open`: something is still to be done. `refund_undecided`: the reservation
                 *     is canceled, and somebody has to say what goes back.
                 */
                state?: "unknown" | "open" | "refund_undecided" | "all";
                /** @description Most entries to return. */
                limit?: number;
                /** @description `nextCursor` of the page before; without it the list starts at its beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries. */
                        data: components["schemas"]["SupplierOrderDto"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null on the last one.
                         * @example null
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /**
             * @description `invalid_cursor`: The cursor is not one of this list.
             *
             *     `invalid_request`: The request is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_cursor
                         * @enum {string}
                         */
                        code?: "invalid_cursor" | "invalid_request";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    settleSupplierOrders: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The hold.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                holdId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "outcome": "booked",
                 *       "orderId": "ord_00009hthhsUZ8W4LxQgkjo"
                 *     }
                 */
                "application/json": components["schemas"]["SettleSupplierOrderDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupplierOrderDto"];
                };
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `supplier_order_not_found`: There is no such order at a supplier. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example supplier_order_not_found
                         * @enum {string}
                         */
                        code?: "supplier_order_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `supplier_order_not_settled`: The order cannot be settled by hand.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example supplier_order_not_settled
                         * @enum {string}
                         */
                        code?: "supplier_order_not_settled" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            /**
             * @description `supplier_unavailable`: The supplier is out of reach.
             *
             *     `unavailable`: Something needed is out of reach.
             *
             *     `busy`: Too busy at the moment.
             *
             *     `database_unavailable`: The database is out of reach.
             */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example supplier_unavailable
                         * @enum {string}
                         */
                        code?: "supplier_unavailable" | "unavailable" | "busy" | "database_unavailable";
                    } & components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    decideRefundSupplierOrders: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat harmless: the same key gets the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the reservation.
                 * @example 019c2f40-7e1a-8d11-9c3e-5f2a00000001
                 */
                reservationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "amountMinor": 12500
                 *     }
                 */
                "application/json": components["schemas"]["DecideRefundDto"];
            };
        };
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_idempotency_key-or-invalid_request-or-malformed_json"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            /** @description `reservation_not_found`: There is no such reservation. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example reservation_not_found
                         * @enum {string}
                         */
                        code?: "reservation_not_found";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `refund_not_undecided`: The refund cannot be decided.
             *
             *     `request_in_flight`: The same request is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example refund_not_undecided
                         * @enum {string}
                         */
                        code?: "refund_not_undecided" | "request_in_flight";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_key_reused"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable-or-unavailable"];
        };
    };
    receiveSupplierWebhook: {
        parameters: {
            query?: never;
            header: {
                /** @description When it was signed, and the signature of that and the body. */
                "X-Duffel-Signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "wev_0000A3tQSmKyqOrcySrGbo",
                 *       "type": "ping.triggered",
                 *       "live_mode": false,
                 *       "data": {}
                 *     }
                 */
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid_webhook_signature`: The message is not signed by the provider.
             *
             *     `invalid_request`: The request is not valid.
             *
             *     `malformed_json`: The body is not JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /**
                         * @description What programs decide by; stable.
                         * @example invalid_webhook_signature
                         * @enum {string}
                         */
                        code?: "invalid_webhook_signature" | "invalid_request" | "malformed_json";
                    } & components["schemas"]["ProblemDto"];
                };
            };
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal_error"];
            503: components["responses"]["busy-or-database_unavailable"];
        };
    };
    receiveEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description The message: the same with every attempt, so that nothing need be acted on twice. */
                "webhook-id": string;
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description Signatures of id, timestamp and body, with a space between them. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "reservation.paid",
                 *       "timestamp": "2027-03-01T12:00:00.000Z",
                 *       "data": {
                 *         "id": "019c2f40-7e1a-7d11-9c3e-5f2a6b7c8d90",
                 *         "type": "reservation.paid",
                 *         "occurredAt": "2027-03-01T12:00:00.000Z",
                 *         "reservationId": "019c2f40-7e1a-8d11-9c3e-5f2a00000001",
                 *         "hotelId": 1
                 *       }
                 *     }
                 */
                "application/json": {
                    /**
                     * @description The type of the event.
                     * @example reservation.paid
                     */
                    type: string;
                    /**
                     * Format: date-time
                     * @description When it happened.
                     * @example 2027-03-01T12:00:00.000Z
                     */
                    timestamp: string;
                    data: components["schemas"]["EventDto"];
                };
            };
        };
        responses: {
            /** @description The message was taken. Its body is not looked at. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Anything else: the message comes again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
