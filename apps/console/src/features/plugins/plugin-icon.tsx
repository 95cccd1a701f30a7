import { Puzzle } from 'lucide-react';

/** What the plugin brought as its picture. It is only ever shown as an image, in which nothing can run. */
export const PluginIcon = ({ icon, large = false }: { icon: string | null; large?: boolean }) => {
  const size = large ? 48 : 36;
  return (
    <span className="plugin-icon" style={{ width: size, height: size }} aria-hidden="true">
      {icon ? <img src={icon} alt="" width={size} height={size} /> : <Puzzle size={size / 2} strokeWidth={1.5} />}
    </span>
  );
};
