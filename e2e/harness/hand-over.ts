import type { Locator, Page } from 'playwright-core';

export interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Through the button and the file chooser of the browser. */
export async function chooseFile(page: Page, button: Locator, file: GivenFile): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles(file);
}

/** From the clipboard, as after a screenshot. */
export function pasteFile(field: Locator, file: GivenFile): Promise<void> {
  return field.evaluate((element, { name, mimeType, base64 }) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([Uint8Array.fromBase64(base64)], name, { type: mimeType }));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, portable(file));
}

/** Dragged from the desktop and let go over this element. */
export function dropFile(place: Locator, file: GivenFile): Promise<void> {
  return place.evaluate((element, { name, mimeType, base64 }) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([Uint8Array.fromBase64(base64)], name, { type: mimeType }));
    for (const type of ['dragenter', 'dragover', 'drop'])
      element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }, portable(file));
}

const portable = ({ name, mimeType, buffer }: GivenFile) => ({ name, mimeType, base64: buffer.toString('base64') });
