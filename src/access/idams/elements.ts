/** Every element of a document, or below an element, in order. */
export function allElements(node: Document | Element): Element[] {
  return Array.from(node.getElementsByTagName('*'));
}

/** The elements directly below, whatever their names. */
export function childElements(element: Element): Element[] {
  return Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1);
}

/** The elements directly below that have this name. */
export function childrenNamed(element: Element, namespace: string, name: string): Element[] {
  return childElements(element).filter((child) => isNamed(child, namespace, name));
}

export const isNamed = (element: Element, namespace: string, name: string): boolean =>
  element.localName === name && element.namespaceURI === namespace;

export const attributesOf = (element: Element): Attr[] => Array.from(element.attributes);
