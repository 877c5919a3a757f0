import type { features as contracts } from '@hearth/shared/contract';
import { accounts } from './accounts/index.ts';
import { boards } from './boards/index.ts';
import type { Feature, FeaturesOf } from './feature.ts';
import { privacy } from './privacy/index.ts';
import { rooms } from './rooms/index.ts';
import { threads } from './threads/index.ts';

export { sessions } from './accounts/session.ts';

/** Every feature there is. One of the contract that is missing here does not compile. */
const all: FeaturesOf<typeof contracts> = [accounts, boards, threads, rooms, privacy];

// The generic parts look answers up by the names of the contract, and give each what its schema has read.
export const features = all as readonly unknown[] as readonly Feature[];
