import { z } from 'zod';

/**
 * A field of every command that publishes words: whoever gives it has seen what the words may tell of a child, and wants
 * them as they are. See `publishes` in the kernel's `command.ts`.
 */
export const asItIs = z.literal(true).optional();
