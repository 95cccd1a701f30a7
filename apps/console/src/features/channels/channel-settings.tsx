import { ArrivalSettings } from './settings/arrival-settings.tsx';
import { GeneralSettings } from './settings/general-settings.tsx';
import { LeftMessageSettings } from './settings/left-message-settings.tsx';
import { LookSettings } from './settings/look-settings.tsx';
import { SafetySettings } from './settings/safety-settings.tsx';
import type { SettingsProps } from './settings/settings-card.tsx';
import { TextsSettings } from './settings/texts-settings.tsx';

/** Everything that can be set for a web channel. */
export const ChannelSettings = (props: SettingsProps) => (
  <>
    <GeneralSettings {...props} />
    <LookSettings {...props} />
    <TextsSettings {...props} />
    <ArrivalSettings {...props} />
    <LeftMessageSettings {...props} />
    <SafetySettings {...props} />
  </>
);
