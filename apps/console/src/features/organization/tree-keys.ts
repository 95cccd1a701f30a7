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

/** Goes to the node above in the hierarchy: the one before the group that this one stands in. */
export const focusParent = (node: HTMLElement) => {
  const above = node.closest('[role="group"]')?.previousElementSibling;
  if (above instanceof HTMLElement) above.focus();
};

export const focusFirstBelow = (node: HTMLElement) =>
  node.nextElementSibling?.querySelector<HTMLElement>('[role="treeitem"]')?.focus();

/** Keys of the ARIA tree pattern for one node; `acts` are its own. */
export const onTreeKey = (event: KeyboardEvent<HTMLElement>, acts: Record<string, (node: HTMLElement) => void>) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const node = event.currentTarget;
  const act = acts[event.key];
  const move = moves[event.key];
  if (act) act(node);
  else if (move) {
    const nodes = nodesAround(node);
    move(nodes, nodes.indexOf(node))?.focus();
  } else return;
  event.preventDefault();
};
