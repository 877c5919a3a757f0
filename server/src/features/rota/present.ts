import type { RotaHours } from '@hearth/shared/rota/entity';
import type { HoursRecord } from './store.ts';

export function presentHours({ zone, shifts }: HoursRecord): RotaHours {
  return { zone, shifts };
}
