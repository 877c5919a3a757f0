import { rotaHours } from './entity.ts';

/** What the export of somebody's data has of the rota. */
export const exported = { rota: rotaHours.nullable() };
