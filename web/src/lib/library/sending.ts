import type { ActionResult, SubmitFunction } from '$app/forms';
import type Guard from '../student-information/Guard.svelte';
import { writeDraft } from '../text/drafts.ts';
import type CoverField from './CoverField.svelte';
import type PartsField from './PartsField.svelte';

interface Sending {
  /** Where what was written waits on the device. */
  readonly place: string;
  /** Undefined where no files are chosen. */
  readonly field: () => PartsField | undefined;
  readonly cover?: () => CoverField | undefined;
  readonly guard: () => Guard | undefined;
  readonly setBusy: (isBusy: boolean) => void;
  /** Whether the line broke before there was an answer. */
  readonly setCutOff: (isCutOff: boolean) => void;
}

/** Sends a form with files once they have arrived, and its words have been looked at. */
export function sending({ place, field, cover, guard, setBusy, setCutOff }: Sending): SubmitFunction {
  return async ({ formData, formElement, submitter, cancel }) => {
    setBusy(true);
    setCutOff(false);
    const [files, picture, looker] = [field(), cover?.(), guard()];
    const isReady = (await files?.ready()) !== false && (await picture?.write(formData)) !== false;
    const wish = isReady && looker ? await looker.ask(submitter) : null;
    if (!wish) {
      setBusy(false);
      return cancel();
    }
    // What has arrived in the meantime has its fields by now.
    for (const name of ['partKind', 'partRef', 'partWords', 'partLanguage']) {
      formData.delete(name);
      for (const value of new FormData(formElement).getAll(name)) formData.append(name, value);
    }
    if (wish.asItIs) formData.set('asItIs', 'true');
    return async ({ result, update }) => {
      if (result.type === 'redirect') {
        writeDraft(place, '');
        files?.rest();
        picture?.rest();
      }
      // What is on the page stays there: without a line there is no other page to show.
      if (isCutOff(result)) setCutOff(true);
      else await update({ reset: false });
      setBusy(false);
    };
  };
}

/** No answer came, neither a good one nor a bad one. */
export const isCutOff = (result: ActionResult): boolean => result.type === 'error' && result.status === undefined;
