// SPDX-License-Identifier: Apache-2.0
import type { ActionUnit } from "../data/action_units.ts";
import { type Key, type Text } from "../text/translator.ts";

export function unitName(unit: ActionUnit, text: Text): string {
  return text(unit satisfies Key);
}
