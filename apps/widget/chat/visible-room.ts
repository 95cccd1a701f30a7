/** On phones whose keyboard covers the page instead of shrinking it, the chat takes the room that remains visible. */
export const fitVisibleRoom = ({ style } = document.documentElement, view = window.visualViewport): void => {
  const fit = () => {
    // Somebody who zooms in wants to see less, larger.
    if (!view || view.scale > 1.1) return;
    style.setProperty('--top', `${view.offsetTop}px`);
    style.setProperty('--room', `${view.height}px`);
  };
  view?.addEventListener('resize', fit);
  view?.addEventListener('scroll', fit);
};
