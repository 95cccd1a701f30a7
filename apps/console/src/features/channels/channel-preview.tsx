import type { WebChannelSettings } from '@cskefu/contract';
import { MessageCircle, SendHorizontal, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import './channel-preview.css';

interface ChannelPreviewProps {
  settings: WebChannelSettings;
  name: string;
}

/** White or black, whichever reads better on the channel's colour. */
const inkOn = (hex: string) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return r * 0.299 + g * 0.587 + b * 0.114 > 160 ? '#111111' : '#ffffff';
};

/** A page with the chat on it, as the settings would have it. */
export const ChannelPreview = ({ settings, name }: ChannelPreviewProps) => {
  const { t } = useTranslation();
  const colours = { background: settings.color, color: inkOn(settings.color) };
  const side = { [settings.position]: Math.min(settings.offsetX, 80) };
  const lift = Math.min(settings.offsetY, 120);
  return (
    <figure className="channel-preview" aria-label={t('channels.preview')}>
      <figcaption>{t('channels.preview')}</figcaption>
      <div className="preview-page" aria-hidden="true">
        <div className="preview-chat" style={{ ...side, bottom: lift + 60 }}>
          <div className="preview-head" style={colours}>
            {settings.avatarUrl ? <img src={settings.avatarUrl} alt="" /> : <UserRound size={22} />}
            <div>
              <strong>{settings.title ?? name}</strong>
              {settings.subtitle ? <span>{settings.subtitle}</span> : null}
            </div>
          </div>
          <div className="preview-body">
            <p className="preview-bubble">{settings.welcome ?? t('channels.sample.welcome')}</p>
            <p className="preview-bubble preview-own" style={colours}>
              {t('channels.sample.question')}
            </p>
          </div>
          <div className="preview-field">
            <span>{settings.placeholder ?? t('channels.sample.placeholder')}</span>
            <SendHorizontal size={16} />
          </div>
        </div>
        <div className="preview-launcher" style={{ ...colours, ...side, bottom: lift }}>
          <MessageCircle size={22} />
          {settings.launcherText}
        </div>
      </div>
    </figure>
  );
};
