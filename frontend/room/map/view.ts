/** The one file that knows MapLibre; loaded when a map is first shown. */

import { LngLatBounds, Map as MapLibre, Marker as Pin, NavigationControl, setWorkerUrl } from 'maplibre-gl'
import type { ExpressionSpecification } from 'maplibre-gl'
import type { FeatureCollection } from 'geojson'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { crewColour, crewPaint } from '../crews'
import { nearest, type Ground, type LonLat } from './district'
import { BORDERS, CHOSEN, FONT, HATCH, idsIn, named, NAMES, redressed, SHADE, styleOf, THIN } from './style'

setWorkerUrl(workerUrl)

const FIT = { padding: 16 }
/** Beyond the middle of a mark: none is cut by the edge. */
const MARK = 48
/** Pixels around a click in which a border counts as hit. */
const REACH = 7
/** Shows a part of the map, in so many milliseconds. */
type Frame = (duration: number) => void

export interface RouteLine {
  readonly crew: string
  readonly coordinates: ReadonlyArray<LonLat>
  /** Driven already, or belonging to a crew that is not in focus. */
  readonly faint?: boolean
}

export interface Marker {
  readonly id: string
  readonly at: LonLat
  /** `A3`, `B`, `!`. */
  readonly text: string
  readonly crew: string | null
  readonly kind: 'stop' | 'crew' | 'alarm' | 'report'
  readonly label: string
  readonly faint?: boolean
  readonly pinned?: boolean
}

/** A border between two neighbourhoods, which has a colour of its own. */
export interface BorderLine {
  readonly id: string
  readonly lines: ReadonlyArray<ReadonlyArray<LonLat>>
  readonly colour: string
  readonly thin: boolean
  /** Above sejuk: drawn so that it is seen. */
  readonly warm: boolean
}

/** What areas are shown as, besides their shade. */
export interface Heat {
  /** Neighbourhoods of which little is known: hatched. */
  readonly thin: ReadonlyArray<string>
  readonly labels: ReadonlyMap<string, string>
  readonly borders: ReadonlyArray<BorderLine>
  /** The area in focus. */
  readonly chosen: string | null
}

export interface Ears {
  select: (id: string) => void
  /** A neighbourhood or border was clicked. */
  area: (id: string) => void
  drop: (id: string, place: string) => void
}

/** What its own buttons say. */
export interface MapWords {
  readonly nearer: string
  readonly farther: string
}

export interface MapView {
  /** Light or dark; what is seen of the district stays. */
  wear(dark: boolean): void
  speak(words: MapWords): void
  showRoutes(routes: ReadonlyArray<RouteLine>): void
  showMarkers(markers: ReadonlyArray<Marker>, selected: string | null, movable: boolean): void
  shade(shades: ReadonlyMap<string, string>): void
  heat(heat: Heat): void
  lookAt(id: string): void
  close(): void
}

/** Ready when the ground is drawn. */
export async function openMap(box: HTMLElement, ground: Ground, dark: boolean, ears: Ears): Promise<MapView> {
  await document.fonts.load(`600 14px '${FONT}'`)
  const bounds = boundsOf(ground)
  const map = new MapLibre({
    container: box,
    style: styleOf(ground, dark),
    bounds,
    fitBoundsOptions: FIT,
    attributionControl: false, // the credit stands in the page, where it is always seen
    dragRotate: false,
    pitchWithRotate: false,
    maxPitch: 0,
    canvasContextAttributes: { antialias: true },
  })
  map.touchZoomRotate.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  // A phone that is turned shows again what it showed, unless somebody has moved the map: then it stays.
  let frame: Frame | null = (duration) => void map.fitBounds(bounds, { ...FIT, duration })
  map.on('movestart', (event) => {
    if (event.originalEvent) frame = null
  })
  map.on('resize', () => frame?.(0))
  map.on('styleimagemissing', ({ id }) => {
    if (id === HATCH) map.addImage(id, hatch())
  })
  map.on('click', ({ point: { x, y } }) => {
    // A line is thin, and a thumb is not.
    const around: [[number, number], [number, number]] = [[x - REACH, y - REACH], [x + REACH, y + REACH]]
    const hit = [...map.queryRenderedFeatures(around, { layers: [...BORDERS] }), ...map.queryRenderedFeatures([x, y], { layers: ['hood'] })]
    const id: unknown = hit[0]?.properties['id']
    if (typeof id === 'string') ears.area(id)
  })
  const show = (wanted: Frame): void => {
    frame = wanted
    wanted(300)
  }
  await new Promise<void>((ready) => void map.once('load', () => ready()))
  box.dataset['ready'] = 'true'
  return viewOf(map, ground, bounds, show, ears)
}

/** Of the neighbourhoods: streets go on beyond the district. */
function boundsOf(ground: Ground): LngLatBounds {
  const bounds = new LngLatBounds()
  for (const hood of ground.hoods.values())
    for (const [outer = []] of hood.geometry.coordinates) for (const point of outer) bounds.extend([...point])
  return bounds.isEmpty() ? new LngLatBounds([...ground.map.bbox]) : bounds
}

function viewOf(map: MapLibre, ground: Ground, bounds: LngLatBounds, show: (frame: Frame) => void, ears: Ears): MapView {
  const pins = new Map<string, Pin>()
  const fix = new Map<string, LonLat>()

  function place(marker: Marker, selected: boolean, movable: boolean): void {
    fix.set(marker.id, marker.at)
    const known = pins.get(marker.id)
    const element = known?.getElement() ?? button(marker.id, ears)
    dress(element, marker, selected)
    const draggable = movable && marker.kind === 'stop'
    if (known) {
      known.setLngLat([...marker.at]).setDraggable(draggable)
      return
    }
    const pin = new Pin({ element, draggable }).setLngLat([...marker.at]).addTo(map)
    pin.on('dragend', () => {
      const { lng, lat } = pin.getLngLat()
      const near = nearest(ground, [lng, lat])
      const home = fix.get(marker.id)
      if (home) pin.setLngLat([...home])
      if (near) ears.drop(marker.id, near)
    })
    pins.set(marker.id, pin)
  }

  return {
    wear(dark) {
      map.setStyle(redressed(map.getStyle(), dark))
    },
    speak({ nearer, farther }) {
      name(map, 'zoom-in', nearer)
      name(map, 'zoom-out', farther)
    },
    showRoutes(routes) {
      setData(map, 'routes', routesOf(routes))
    },
    showMarkers(markers, selected, movable) {
      const wanted = new Set(markers.map((marker) => marker.id))
      for (const [id, pin] of pins) {
        if (wanted.has(id)) continue
        pin.remove()
        pins.delete(id)
        fix.delete(id)
      }
      for (const marker of markers) place(marker, marker.id === selected, movable)
    },
    shade(shades) {
      const none = 'rgba(0,0,0,0)'
      const [first, ...rest] = [...shades]
      if (!first) return void map.setPaintProperty(SHADE, 'fill-color', none)
      const match: ExpressionSpecification = ['match', ['get', 'id'], ...first, ...rest.flat(), none]
      map.setPaintProperty(SHADE, 'fill-color', match)
    },
    heat({ thin, labels, borders, chosen }) {
      map.setFilter(THIN, idsIn(thin))
      map.setFilter(CHOSEN, idsIn(chosen ? [chosen] : []))
      map.setLayoutProperty(NAMES, 'text-field', named(labels))
      setData(map, 'borders', bordersOf(borders))
    },
    lookAt(id) {
      const at = fix.get(id)
      if (!at || map.getBounds().contains([...at])) return
      show((duration) => {
        // Alone on empty ground a mark says nothing: outside the district it is shown together with it.
        const all = new LngLatBounds(bounds.getSouthWest(), bounds.getNorthEast()).extend([...at])
        if (bounds.contains([...at])) map.easeTo({ center: [...at], duration })
        else map.fitBounds(all, { padding: MARK, duration })
      })
    },
    close() {
      map.remove()
    },
  }
}

/** MapLibre gives its buttons words once, when they are made; the reader may change the language later. */
function name(map: MapLibre, button: string, words: string): void {
  const element = map.getContainer().querySelector<HTMLElement>(`.maplibregl-ctrl-${button}`)
  element?.setAttribute('aria-label', words)
  element?.setAttribute('title', words)
}

function setData(map: MapLibre, name: string, data: FeatureCollection): void {
  const source = map.getSource(name)
  if (source && 'setData' in source && typeof source.setData === 'function') source.setData(data)
}

function bordersOf(borders: ReadonlyArray<BorderLine>): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: borders.map(({ id, lines, colour, thin, warm }) => ({
      type: 'Feature',
      geometry: { type: 'MultiLineString', coordinates: lines.map((line) => line.map((point) => [...point])) },
      properties: { id, colour, thin, warm },
    })),
  }
}

/** Slanting lines of a grey that is seen by day and by night; as far as the edges, so that tiles join. */
function hatch(): { width: number; height: number; data: Uint8ClampedArray } {
  const size = 8
  const data = new Uint8ClampedArray(size * size * 4)
  const ink = [118, 136, 144, 130]
  for (let y = 0; y < size; y++) for (const x of [size - 1 - y, (size - y) % size]) data.set(ink, (y * size + x) * 4)
  return { width: size, height: size, data }
}

function routesOf(routes: ReadonlyArray<RouteLine>): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: routes.map((route) => ({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: route.coordinates.map((point) => [...point]) },
      properties: { colour: crewPaint(route.crew), faint: route.faint === true },
    })),
  }
}

function button(id: string, ears: Ears): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.addEventListener('click', (event) => {
    event.stopPropagation()
    ears.select(id)
  })
  return element
}

function dress(element: HTMLElement, marker: Marker, selected: boolean): void {
  const kept = [...element.classList].filter((name) => name.startsWith('maplibregl'))
  const states = [selected && 'chosen', marker.faint && 'faint', marker.pinned && 'pinned'].filter(Boolean)
  element.className = [...kept, 'pin', `pin-${marker.kind}`, ...states].join(' ')
  element.style.setProperty('--crew', marker.crew ? crewColour(marker.crew) : 'var(--line-strong)')
  element.textContent = marker.text
  element.setAttribute('aria-label', marker.label)
  element.title = marker.label
}
