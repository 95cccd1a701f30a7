import { createRootRoute } from '@tanstack/react-router';
import { Shell } from '../../features/shell/shell.tsx';

export const rootRoute = createRootRoute({ component: Shell });
