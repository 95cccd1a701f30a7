import { describe, expect, it } from 'vitest';
import { channelOf } from './login-chatbox.ts';

describe('the chat on the sign-in page', () => {
  it('takes the id of a channel as it is', () => {
    expect(channelOf('support')).toBe('support');
  });
  it('takes the last part of the address of a chat page', () => {
    expect(channelOf('https://desk.example/chat/support')).toBe('support');
    expect(channelOf('https://desk.example/chat/support/?lang=en#top')).toBe('support');
  });
});
