// SPDX-License-Identifier: Apache-2.0

export type Child = Node | string | null;

/** A new element; attributes that are null are left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | null>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A link to a file beside the page: every part of its path may hold signs that mean something in an address. */
export function fileAddress(path: string): string {
  return "./" + path.split("/").map(encodeURIComponent).join("/");
}
