import { fileId } from '../files/entity.ts';

/** What the export of somebody's data has of their picture: which of their files it is. */
export const exported = { photo: fileId.nullable() };
