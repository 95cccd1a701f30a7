/**
 * Thrown by a handler to say with a code what is wrong; `code` reaches whoever asked, and the plugin's page. Anything else that is
 * thrown counts as a mistake of the plugin.
 */
export class PluginError extends Error {
  override readonly name = 'PluginError';
  readonly code: string;
  readonly details: unknown;

  constructor(code: string, message: string, details?: unknown) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
