import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import { useState } from 'react';
import { Toaster } from '../components/toaster.tsx';
import { useMedia } from '../lib/media.ts';
import { antdTheme } from '../theme/antd-theme.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Gate } from './gate.tsx';
import { createQueryClient } from './query-client.ts';
import { router } from './router.tsx';
import { useTheme } from './theme.ts';

export const App = () => {
  const [queryClient] = useState(createQueryClient);
  const theme = useTheme();
  const still = useMedia('(prefers-reduced-motion: reduce)');
  return (
    <QueryClientProvider client={queryClient}>
      <ConfigProvider theme={antdTheme(theme, still)} button={{ autoInsertSpace: false }}>
        <ErrorBoundary>
          <Gate>
            <RouterProvider router={router} />
          </Gate>
        </ErrorBoundary>
        <Toaster />
      </ConfigProvider>
    </QueryClientProvider>
  );
};
