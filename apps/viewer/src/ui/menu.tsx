import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icon.js';

/** An item of a menu: something to do, or a link that leads away. */
export interface MenuItem {
  readonly name: string;
  readonly label: string;
  readonly icon: IconName;
  /** Stands below the label; of an item that cannot be used, why. */
  readonly note?: string;
  readonly disabled?: boolean;
  readonly href?: string;
  readonly onChoose?: () => void;
}

interface MenuProps {
  readonly label: ComponentChildren;
  readonly name: string;
  readonly groups: readonly (readonly MenuItem[])[];
}

/** A button that opens a menu, used by keyboard as menus are: arrows, Home, End, Escape, and the first letter. */
export function Menu({ label, name, groups }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const items = () => [...(frame.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };

  useEffect(() => {
    if (!isOpen) return;
    items()[0]?.focus();
    const onPointer = (event: Event) => {
      if (event.target instanceof Node && !frame.current?.contains(event.target)) setOpen(false);
    };
    addEventListener('pointerdown', onPointer, true);
    return () => removeEventListener('pointerdown', onPointer, true);
  }, [isOpen]);

  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const { activeElement } = document;
    const at = activeElement instanceof HTMLElement ? all.indexOf(activeElement) : -1;
    const to = (index: number) => all[(index + all.length) % all.length]?.focus();
    if (event.key === 'ArrowDown') to(at + 1);
    else if (event.key === 'ArrowUp') to(at - 1);
    else if (event.key === 'Home') to(0);
    else if (event.key === 'End') to(-1);
    else if (event.key === 'Escape') close();
    else if (event.key === ' ') all[at]?.click();
    else if (event.key === 'Tab') {
      setOpen(false);
      return;
    } else if (/^[a-z]$/i.test(event.key)) {
      const letter = event.key.toLowerCase();
      const following = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      following.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter))?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const choose = (event: MouseEvent, { disabled, onChoose }: MenuItem) => {
    if (disabled) {
      event.preventDefault();
      return;
    }
    close();
    onChoose?.();
  };

  return (
    <div ref={frame} class="menu-frame">
      <button
        ref={button}
        type="button"
        class="button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        data-testid={`${name}-menu`}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || isOpen) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {label}
      </button>
      {isOpen && (
        <div class="menu" role="menu" aria-label={name} tabIndex={-1} onKeyDown={onKeyDown}>
          {groups.map((group, index) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of menu items is no fieldset.
            <div key={index} class="menu-group" role="group">
              {group.map((item) => (
                <Item key={item.name} menu={name} item={item} onClick={(event) => choose(event, item)} />
              ))}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

interface ItemProps {
  readonly menu: string;
  readonly item: MenuItem;
  readonly onClick: (event: MouseEvent) => void;
}

function Item({ menu, item, onClick }: ItemProps) {
  const { name, label, icon, note, disabled, href } = item;
  const content = (
    <>
      <Icon name={icon} />
      <span>
        {label}
        {note !== undefined && <bdi class="item-note">{note}</bdi>}
      </span>
    </>
  );
  const testId = `${menu}-${name}`;
  return href === undefined ? (
    <button
      type="button"
      class="menu-item"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={disabled ? 'true' : undefined}
      data-testid={testId}
      onClick={onClick}
    >
      {content}
    </button>
  ) : (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      class="menu-item"
      role="menuitem"
      tabIndex={-1}
      data-testid={testId}
      onClick={onClick}
    >
      {content}
    </a>
  );
}
