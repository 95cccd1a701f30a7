import { PLUGIN_API } from '@cskefu/plugin-sdk';
import { type Examine, error, warning } from './finding.ts';

const RESERVED = /^cskefu\./;

export const examineIdentity: Examine = ({ manifest }) => [
  ...(RESERVED.test(manifest.id)
    ? [
        error(
          `The id ${manifest.id} is kept for plugins of the desk itself.`,
          'Begin it with your own name: acme.greeter.',
        ),
      ]
    : []),
  ...examineApi(manifest.api),
];

const examineApi = (range: string) => {
  const [, major, minor] = /^\^(\d+)\.(\d+)(?:\.\d+)?$/.exec(range) ?? [];
  const [ourMajor, ourMinor] = PLUGIN_API.split('.').map(Number);
  if (major === undefined || minor === undefined)
    return [
      warning(`api is ${range}.`, `Write it as ^${ourMajor}.${ourMinor}: it goes on working while the API only grows.`),
    ];
  return Number(major) === ourMajor && Number(minor) <= (ourMinor ?? 0)
    ? []
    : [
        error(
          `api is ${range}, and this SDK promises ${PLUGIN_API}.`,
          'Change the range, or build with the SDK it was made for.',
        ),
      ];
};
