/** Teamline's look, as values of Cloudscape's design tokens. Becomes a stylesheet when the portal is built. */
import { generateThemeStylesheet, type Theme } from "@cloudscape-design/components/theming";

const SANS = "'Figtree Variable', 'Segoe UI', system-ui, -apple-system, sans-serif";

const theme: Theme = {
  referenceTokens: {
    color: { primary: { seed: "#0a6557" } },
  },
  tokens: {
    fontFamilyBase: SANS,
    fontFamilyHeading: SANS,
    fontFamilyDisplay: SANS,
    fontWeightHeadingXl: "700",
    fontWeightHeadingL: "650",
    fontWeightHeadingM: "650",
    fontWeightHeadingS: "650",
    fontWeightButton: "600",
    borderRadiusButton: "10px",
    borderRadiusInput: "10px",
    borderRadiusContainer: "14px",
    borderRadiusAlert: "12px",
    borderRadiusFlashbar: "12px",
    borderRadiusDropdown: "10px",
    borderRadiusItem: "8px",
    borderWidthButton: "1px",
    colorTextBodyDefault: "#1c2b29",
    colorTextHeadingDefault: "#10211f",
    colorTextHeadingSecondary: "#52625f",
    colorTextBodySecondary: "#52625f",
    colorTextFormSecondary: "#52625f",
    colorTextLabel: "#33433f",
    colorTextEmpty: "#52625f",
    colorBackgroundLayoutMain: "#f6f4ef",
    colorBackgroundContainerContent: "#ffffff",
    colorBorderDividerDefault: "#d9dcd6",
    colorBorderDividerSecondary: "#e8e9e4",
    colorBorderInputDefault: "#7d8a86",
    colorBackgroundButtonPrimaryDefault: "#0a6557",
    colorBackgroundButtonPrimaryHover: "#084f45",
    colorBackgroundButtonPrimaryActive: "#063d35",
    colorTextLinkDefault: "#0a6557",
    colorTextLinkHover: "#063d35",
    colorTextAccent: "#0a6557",
    colorBackgroundControlChecked: "#0a6557",
    colorBorderItemFocused: "#0a6557",
  },
};

export default generateThemeStylesheet({ theme });
