"""Icons as inline SVG, drawn on a 24 unit grid. Shapes carry the tier, so colour never stands alone."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

LINE = 'fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"'
BOLD = 'fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"'

SILENT = SafeString('aria-hidden="true"')

OCTAGON = (
    '<path d="M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8z" fill="currentColor"/>'
    '<path class="icon-cut" d="M8 12h8" fill="none" stroke-width="2.6" stroke-linecap="round"/>'
)
TRIANGLE = f'<path d="M12 3 22 20.5H2z" {BOLD}/><path d="M12 10v4.6M12 17.4v.2" {BOLD}/>'
CIRCLE_I = f'<circle cx="12" cy="12" r="9.3" {BOLD}/><path d="M12 11v5.5M12 7.4v.2" {BOLD}/>'
DIAMOND = (
    '<path d="M12 2 22 12 12 22 2 12z" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linejoin="round" stroke-dasharray="3 2"/>'
    '<path d="M9.8 9.6c.2-2.6 4.6-2.6 4.5.1-.1 1.8-2.2 1.8-2.3 3.6M12 16.2v.2" fill="none"'
    ' stroke="currentColor" stroke-width="2" stroke-linecap="round"/>'
)

ICONS: dict[str, str] = {
    # Tiers: the names are those of the tags and alerts.
    "urgent": OCTAGON,
    "stop": OCTAGON,
    "hold": TRIANGLE,
    "note": CIRCLE_I,
    "unk": DIAMOND,
    "ok": f'<path d="m4 12.8 5.2 5.2L20 6.8" {BOLD}/>',
    # Places.
    "home": f'<path d="M3.5 11 12 4l8.5 7M6 9.5V20h12V9.5M10 20v-6h4v6" {LINE}/>',
    "calendar": f'<g {LINE}><rect x="3.5" y="5" width="17" height="15.5" rx="2.5"/>'
    '<path d="M3.5 10h17M8 2.8v4M16 2.8v4"/></g>',
    "people": f'<g {LINE}><circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 20c.6-4 3.2-6 6.5-6s5.9 2 6.5 6'
    'M16 5.3a3.3 3.3 0 0 1 0 6.4M18 14.4c2 .8 3.2 2.7 3.5 5.6"/></g>',
    "refer": f'<path d="M4 7h11a4.5 4.5 0 0 1 0 9H5M8.5 12l-4 4 4 4" {LINE}/>',
    "chart": f'<path d="M4 4v16h16M8 15l3.5-4 3 2.5L20 7" {LINE}/>',
    "tasks": f'<path d="M10.5 6.5H20M10.5 12H20M10.5 17.5H20M3.5 6.5l1.4 1.4 2.4-2.8M3.5 12l1.4 1.4'
    f' 2.4-2.8M3.5 17.5l1.4 1.4 2.4-2.8" {LINE}/>',
    # Things to do.
    "search": f'<g {LINE}><circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/></g>',
    "print": f'<path d="M7 8V3.5h10V8M7 17H3.5V8h17v9H17M7 14h10v6.5H7z" {LINE}/>',
    "edit": f'<path d="M4 20l1-4L16.5 4.5a2 2 0 0 1 3 3L8 19z" {LINE}/>',
    "down": f'<path d="m6 9 6 6 6-6" {LINE}/>',
    "lock": f'<path d="M5.5 11h13v9.5h-13zM8 11V7.5a4 4 0 0 1 8 0V11" {LINE}/>',
    "phone": f'<path d="M5 4h4l1.5 4.5-2.5 2a13 13 0 0 0 5.5 5.5l2-2.5L20 15v4a1.5 1.5 0 0 1-1.5'
    f' 1.5C10.5 20 4 13.5 3.5 5.5A1.5 1.5 0 0 1 5 4z" {LINE}/>',
    # The section list of the map.
    "done": '<circle cx="12" cy="12" r="10" fill="currentColor"/>'
    '<path class="icon-cut" d="m7.5 12.5 3 3 6-6.5" fill="none" stroke-width="2.2"'
    ' stroke-linecap="round" stroke-linejoin="round"/>',
    "part": '<circle cx="12" cy="12" r="9.2" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M12 2.8a9.2 9.2 0 0 0 0 18.4z" fill="currentColor"/>',
    "empty": '<circle cx="12" cy="12" r="9.2" fill="none" stroke="currentColor" stroke-width="1.6"/>',
    "warn": OCTAGON,
}


def draw(name: str, label: str = "") -> SafeString:
    """One icon. Decorative unless labelled. Raises KeyError for a name that is not drawn."""
    naming = format_html('role="img" aria-label="{}"', label) if label else SILENT
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" focusable="false" {}>{}</svg>',
        naming,
        SafeString(ICONS[name]),
    )
