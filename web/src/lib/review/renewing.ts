import { applyAction, type SubmitFunction } from '$app/forms';
import { invalidateAll } from '$app/navigation';

/** What was refused is shown beside the item as it is now, and so is what was done. The words stay in the form. */
export const renewing: SubmitFunction =
  () =>
  async ({ result }) => {
    if (result.type !== 'redirect') await applyAction(result);
    await invalidateAll();
  };
