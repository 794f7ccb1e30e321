import { aircraftOf, airlineOf, airportOf } from '../world/network.js';

/** An airport as the API shows it. */
export function airportObject(iata: string): object {
  const { name, city, country, latitude, longitude, timeZone } = airportOf(iata);
  return {
    type: 'airport',
    id: `arp_${iata.toLowerCase()}_${country.toLowerCase()}`,
    iata_code: iata,
    icao_code: null,
    name,
    city: null,
    city_name: city,
    iata_city_code: iata,
    iata_country_code: country,
    latitude,
    longitude,
    time_zone: timeZone,
  };
}

export function airlineObject(iata: string): object {
  return {
    id: `arl_${iata.toLowerCase()}`,
    iata_code: iata,
    name: airlineOf(iata).name,
    logo_lockup_url: null,
    logo_symbol_url: null,
    conditions_of_carriage_url: null,
  };
}

export function aircraftObject(code: string): object {
  return { id: `arc_${code.toLowerCase()}`, iata_code: code, name: aircraftOf(code).name };
}
