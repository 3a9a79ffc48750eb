/**
 * Being told when something changed, while the page is seen: by the server's events, and by asking
 * every two seconds where they do not arrive. An event says only that; what changed is asked for.
 */

/** What is done when something is heard. */
export interface Heard {
  /** Something changed; `seq` is how far it has come, if the server said. */
  changed(seq: number | null): void;
  /** Something was written down that is not drawn, such as who joined the team. */
  noted?(): void;
  /** Somebody came or went. */
  here?(): void;
  /** The reader's role is another one now. */
  role?(): void;
  /** A photograph was saved with the map, or taken away. */
  traced?(): void;
  /** Ask whether anything changed: at the start, when the page is seen again, and while no events arrive. */
  ask(why: 'begins' | 'no-events'): void;
}

const ASK_EVERY = 2_000;
/** A server beats every 15 seconds. Without a word for this long, events do not arrive any more. */
const SILENT_FOR = 35_000;
const TRY_AGAIN = 10_000;

/** Follow what an address tells of, until the function that is returned is called. */
export function follow(address: string, heard: Heard): () => void {
  let source: EventSource | null = null;
  let lastHeard = -Infinity;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const arrives = () => performance.now() - lastHeard < SILENT_FOR;
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible' && !arrives()) heard.ask('no-events');
  }, ASK_EVERY);

  function open(): void {
    if (source || typeof EventSource === 'undefined') return;
    source = new EventSource(address);
    const on = (event: string, act: (message: MessageEvent) => void) =>
      source?.addEventListener(event, (message) => {
        lastHeard = performance.now();
        act(message);
      });
    on('hello', () => undefined);
    on('beat', () => undefined);
    on('changed', ({ lastEventId }) => heard.changed(/^\d+$/.test(lastEventId) ? Number(lastEventId) : null));
    on('noted', () => heard.noted?.());
    on('here', () => heard.here?.());
    on('role', () => heard.role?.());
    on('traced', () => heard.traced?.());
    on('ended', () => {
      lastHeard = -Infinity;
      heard.ask('begins');
    });
    source.onerror = () => {
      lastHeard = -Infinity;
      // The browser comes back by itself after a cut, but not after a refusal.
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      retry = setTimeout(whenSeen, TRY_AGAIN);
    };
  }

  function close(): void {
    clearTimeout(retry);
    source?.close();
    source = null;
    lastHeard = -Infinity;
  }

  // A page out of sight holds no stream: a browser has only a few for all its pages together.
  function whenSeen(): void {
    if (document.visibilityState !== 'visible') return close();
    heard.ask('begins');
    open();
  }

  document.addEventListener('visibilitychange', whenSeen);
  addEventListener('pagehide', close);
  whenSeen();
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', whenSeen);
    removeEventListener('pagehide', close);
    close();
  };
}
