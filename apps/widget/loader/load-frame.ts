const PATIENCE_MS = 20_000;

/** Loads the chat, again and again until `stop`: a desk that is away shall not leave an error page on the site. */
export const loadFrame = (frame: HTMLIFrameElement, src: string): (() => void) => {
  const attempt = () => {
    frame.src = src;
  };
  attempt();
  const timer = setInterval(attempt, PATIENCE_MS);
  return () => clearInterval(timer);
};
