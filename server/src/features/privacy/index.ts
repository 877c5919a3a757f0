import { privacy as contract } from '@hearth/shared/contract';
import { nothingPersonal, type PersonalData } from '../../personal-data/declaration.ts';
import { feature } from '../feature.ts';
import { eraserOf } from './erasing.ts';
import { exportOwn } from './export.ts';
import * as service from './service.ts';

/** Erases and exports what the others keep. */
export function privacyOver(kept: readonly PersonalData[]) {
  return feature(contract, {
    commands: {
      'account.erase': service.erase.bind(null, kept),
    },
    queries: {
      'account.export': exportOwn.bind(null, kept),
    },
    workers: [eraserOf(kept)],
    personalData: nothingPersonal,
  });
}
