import { type ThemeConfig, theme } from 'antd';
import { dark, light, type Palette } from './tokens.ts';

const tokens = (palette: Palette): NonNullable<ThemeConfig['token']> => ({
  colorPrimary: palette.brand,
  colorPrimaryHover: palette.brandHover,
  colorPrimaryActive: palette.brandHover,
  colorPrimaryBg: palette.brandSoft,
  colorPrimaryBgHover: palette.brandSoft,
  colorTextLightSolid: palette.onBrand,
  colorLink: palette.brand,
  colorLinkHover: palette.brandHover,
  colorSuccess: palette.active,
  colorWarning: palette.waiting,
  colorError: palette.danger,
  colorErrorText: palette.danger,
  colorText: palette.text,
  colorTextSecondary: palette.textSecond,
  colorTextTertiary: palette.textThird,
  colorTextDescription: palette.textThird,
  colorTextPlaceholder: palette.textThird,
  colorIcon: palette.textSecond,
  colorBgBase: palette.surface,
  colorBgContainer: palette.surface,
  colorBgElevated: palette.raised,
  colorBgLayout: palette.canvas,
  colorBorder: palette.lineStrong,
  colorBorderSecondary: palette.line,
  colorBorderDisabled: palette.line,
  colorSplit: palette.line,
  colorBgSpotlight: palette === light ? palette.text : palette.raised,
  borderRadius: 8,
  borderRadiusSM: 6,
  borderRadiusLG: 12,
  fontFamily: 'var(--font)',
  fontSize: 14,
  lineHeight: 1.5,
  controlHeight: 34,
  motionDurationFast: '0.08s',
  motionDurationMid: '0.12s',
  motionDurationSlow: '0.15s',
  wireframe: false,
});

/** Ant Design wearing our tokens. `still`: nothing moves; it would wait for the end of what our style sheet does not let begin. */
export const antdTheme = (name: 'light' | 'dark', still: boolean): ThemeConfig => {
  const palette = name === 'light' ? light : dark;
  return {
    algorithm: name === 'light' ? theme.defaultAlgorithm : theme.darkAlgorithm,
    token: { ...tokens(palette), motion: !still },
    hashed: false,
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      // A tooltip is dark in both themes; its text must not follow the dark text on our green.
      Tooltip: { colorTextLightSolid: name === 'light' ? light.onBrand : dark.text },
    },
  };
};
