export { createChatLinks } from './chat-links.ts';
export type { Form } from './keep-form.ts';
export { registerLeftMessageRoutes } from './left-messages.routes.ts';
export { ANSWER, mailAnswers } from './mail-answers.ts';
export { createAnswerNotice, MAIL_ANSWERS } from './notice-answers.ts';
export { releaseForm } from './release-form.ts';
export { tellOfSettlement } from './tell-of-letter.ts';
