import { applyAction, type SubmitFunction } from '$app/forms';
import { invalidateAll } from '$app/navigation';
import { tick } from 'svelte';

/**
 * What was refused is shown beside the item as it is now, and so is what was done. The words stay in the form. Whose button is
 * gone by that goes on with what can be done next.
 */
export const renewing: SubmitFunction =
  ({ submitter }) =>
  async ({ result }) => {
    if (result.type !== 'redirect') await applyAction(result);
    await invalidateAll();
    await tick();
    if (submitter && !submitter.isConnected)
      document.querySelector<HTMLElement>('[data-acts] :is(button, a)')?.focus({ preventScroll: true });
  };
