import { ApiError, newId } from '@cskefu/client';
import type { LeftMessageField, Locale } from '@cskefu/contract';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { type LeaveTexts, leaveTexts } from '../i18n/leave-texts.ts';
import { useStore } from '../store.ts';
import { checkLeft, fieldsAskedFor, filledIn, type LeftFault, type LeftValues } from './check-left.ts';
import { CloseButton } from './close-button.tsx';
import { LeaveField } from './leave-field.tsx';

/** What was written and not sent, for when the form is opened again; with the id under which it was tried. */
let kept: { values: LeftValues; id: string } | null = null;

interface LeaveFormProps {
  readonly onClose: () => void;
  /** In review: somebody looks at it first. */
  readonly onLeft: (how: 'received' | 'inReview') => void;
}

/** The form, over the whole chat. A dialog of the platform: it keeps the focus, and Escape closes it. */
export const LeaveForm = ({ onClose, onLeft }: LeaveFormProps) => {
  const { talk, locale } = useChat();
  const words = leaveTexts[locale];
  const form = useStore(talk.store).channel?.settings.leftMessage;
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [values, setValues] = useState<LeftValues>(kept?.values ?? {});
  const [faults, setFaults] = useState<readonly LeftFault[]>([]);
  const [state, setState] = useState<'writing' | 'sending' | string>('writing');
  const trap = useRef<HTMLInputElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>('.leave-field :is(input, textarea)')?.focus();
  }, []);
  if (!form) return null;

  const change = (field: LeftMessageField, value: string) => {
    const next = { ...values, [field]: value };
    setValues(next);
    // Other words are another message.
    kept = { values: next, id: newId() };
    setFaults(faults.filter((fault) => fault.field !== field));
  };
  const show = (found: readonly LeftFault[]) => {
    setFaults(found);
    dialog.current?.querySelector<HTMLElement>(`[name="${found[0]?.field}"]`)?.focus();
  };
  const done = (how: 'received' | 'inReview') => {
    kept = null;
    onLeft(how);
  };
  const send = async (event: Event) => {
    event.preventDefault();
    const found = checkLeft(values, form);
    if (found.length > 0) return show(found);
    setState('sending');
    kept ??= { values, id: newId() };
    try {
      const website = trap.current?.value;
      const body = { id: kept.id, ...filledIn(values, form), ...(website && { website }) };
      await talk.http.request('POST /api/visitor/left-messages', { body });
      done('received');
    } catch (error) {
      if (error instanceof ApiError && error.code === 'held_for_review') return done('inReview');
      setState(failureWords(error, words, locale));
      if (error instanceof ApiError) show(faultsOf(error));
    }
  };
  const faultOf = (field: LeftMessageField) => faults.find((fault) => fault.field === field);
  return (
    <dialog
      class="leave"
      aria-labelledby={title}
      ref={dialog}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}
    >
      <form noValidate onSubmit={(event) => void send(event)}>
        <header class="leave-head">
          <h2 id={title}>{words.title}</h2>
          <CloseButton />
        </header>
        <div class="leave-body">
          <p dir="auto">{form.intro ?? words.intro}</p>
          {fieldsAskedFor(form).map((field) => (
            <LeaveField
              key={field}
              field={field}
              label={form.fields[field].label ?? words.fields[field]}
              isRequired={form.fields[field].use === 'required'}
              value={values[field] ?? ''}
              fault={faultOf(field)?.why}
              words={words}
              onChange={(value) => change(field, value)}
            />
          ))}
          {/* People do not see it; machines fill in everything. */}
          <div class="leave-trap" aria-hidden="true">
            <input ref={trap} name="website" tabIndex={-1} autocomplete="off" />
          </div>
          {state !== 'writing' && state !== 'sending' && (
            <p class="leave-failed" role="alert">
              {state}
            </p>
          )}
        </div>
        <footer class="leave-foot">
          <button type="button" class="button" onClick={onClose}>
            {words.back}
          </button>
          <button type="submit" class="button button-primary" disabled={state === 'sending'}>
            {state === 'sending' ? words.sending : words.submit}
          </button>
        </footer>
      </form>
    </dialog>
  );
};

const failureWords = (error: unknown, words: LeaveTexts, locale: Locale): string => {
  if (!(error instanceof ApiError)) return words.failed;
  if (error.code === 'refused_by_plugin') return error.text?.[locale] ?? words.failed;
  if (error.code === 'rate_limited') return words.tooMany;
  if (error.code === 'conflict') return words.served;
  return error.code === 'invalid_input' ? 'writing' : words.failed;
};

const faultsOf = ({ issues }: ApiError): LeftFault[] =>
  (issues ?? []).map(({ path, message }) => ({
    field: path.replace(/^body\./, '') as LeftMessageField,
    why: message === 'is required' ? 'required' : 'wrong',
  }));
