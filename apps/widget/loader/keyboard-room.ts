/** On a phone the on-screen keyboard covers the page instead of shrinking it: the panel takes what remains visible. */
export const fitVisibleRoom = ({ style }: HTMLElement): void => {
  const view = visualViewport as VisualViewport;
  view.onresize = view.onscroll = () => {
    // Somebody who zooms in wants to see less, larger.
    if (view.scale < 1.1) style.cssText = `--top:${view.offsetTop}px;--height:${view.height}px`;
  };
};
