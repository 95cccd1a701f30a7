import type { KeyboardEvent } from 'react';

/** The nodes that can be seen, from above down. */
const nodesAround = (node: HTMLElement) => [
  ...(node.closest('[role="tree"]')?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? []),
];

const moves: Record<string, (nodes: HTMLElement[], at: number) => HTMLElement | undefined> = {
  ArrowDown: (nodes, at) => nodes[at + 1],
  ArrowUp: (nodes, at) => nodes[at - 1],
  Home: (nodes) => nodes[0],
  End: (nodes) => nodes.at(-1),
};

/** Goes to the node above in the hierarchy. */
export const focusParent = (node: HTMLElement) =>
  node.parentElement?.closest<HTMLElement>('[role="treeitem"]')?.focus();

/** Keys of the ARIA tree pattern for one node; `acts` are its own. */
export const onTreeKey = (event: KeyboardEvent<HTMLElement>, acts: Record<string, (node: HTMLElement) => void>) => {
  // Nodes lie in nodes: each hears only what was pressed on itself.
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  const node = event.currentTarget;
  const act = acts[event.key];
  const move = moves[event.key];
  if (act) act(node);
  else if (move) {
    const nodes = nodesAround(node);
    move(nodes, nodes.indexOf(node))?.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
};
