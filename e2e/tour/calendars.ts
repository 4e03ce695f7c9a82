import type { Hue } from '../../shared/model/collection.ts'
import type { TourEvent } from './objects.ts'

export type TourCalendar = { name: string; hue: Hue; events: readonly TourEvent[] }

/** The moment the tour is set in: Wednesday, 18 November 2026, 11:20 in Berlin. */
export const TOUR_NOW = Date.parse('2026-11-18T11:20:00+01:00')

const weekdays = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'

/** The event that somebody else moves while one looks at the week. */
export const WORKSHOP: TourEvent = {
  title: 'Wayfinding workshop',
  on: '2026-11-18',
  time: ['12:00', '13:30'],
  place: 'Room Elbe, 3rd floor',
  note: 'Bring the printed floor plans. We test arrows against numbers on levels 2 and 3, then decide.',
  people: ['Tomasz Wójcik', 'Nkechi Eze', 'Aiko Tanaka', 'Yusuf Demir', 'Søren Sørensen', 'Linh Phạm'],
}
export const WORKSHOP_MOVED: TourEvent = { ...WORKSHOP, time: ['13:00', '14:30'] }

export const work: readonly TourCalendar[] = [
  {
    name: 'Ines',
    hue: 'blue',
    events: [
      { title: 'Focus: navigation study', on: '2026-11-16', time: ['14:00', '17:00'] },
      { title: 'Hiring panel: Sørensen', on: '2026-11-16', time: ['10:30', '11:30'], status: 'TENTATIVE' },
      { title: 'Interview: Yara Haddad', on: '2026-11-17', time: ['11:15', '12:45'], place: 'Room Alster' },
      { title: 'Budget check', on: '2026-11-17', time: ['11:45', '12:30'], status: 'TENTATIVE' },
      { title: 'Press call, Hafen journal', on: '2026-11-18', time: ['14:45', '15:30'] },
      { title: 'Tomasz, 15 minutes', on: '2026-11-18', time: ['15:45', '16:00'] },
      { title: 'Map tiles: licence', on: '2026-11-18', time: ['16:30', '17:15'] },
      { title: 'Invoices', on: '2026-11-20', time: ['15:30', '16:00'] },
      { title: '1:1 with Nkechi', on: '2026-11-20', time: ['16:15', '17:15'] },
      { title: 'Handover to Linh', on: '2026-11-20', time: ['14:00', '15:00'] },
      { title: '1:1 with Nkechi', on: '2026-11-05', time: ['10:00', '11:00'] },
      { title: 'Interview: Hanako Mori', on: '2026-11-03', time: ['11:15', '12:15'] },
      { title: 'Tax adviser', on: '2026-10-29', time: ['11:00', '12:00'] },
      { title: 'Quarter review', on: '2026-12-04', time: ['10:00', '12:00'] },
      { title: 'Portfolio review: Hanako', on: '2026-11-26', time: ['13:00', '14:00'] },
    ],
  },
  {
    name: 'Design team',
    hue: 'violet',
    events: [
      { title: 'Planning, week by week', on: '2026-10-26', time: ['10:00', '11:30'], rule: 'FREQ=WEEKLY;BYDAY=MO' },
      { title: 'Release 4.2 freeze', on: '2026-11-16', last: '2026-11-18' },
      { title: 'Design critique', on: '2026-11-03', time: ['09:45', '11:00'], rule: 'FREQ=WEEKLY;BYDAY=TU' },
      {
        title: 'Accessibility review of the booking flow with the customer',
        on: '2026-11-17',
        time: ['15:00', '17:00'],
        place: 'Room Elbe',
      },
      { title: 'Roadmap review', on: '2026-11-18', time: ['09:45', '11:00'] },
      {
        title: 'Kick-off with the Porto studio',
        on: '2026-11-19',
        time: ['10:30', '12:30'],
        place: 'Rua do Almada 112',
      },
      { title: 'Service blueprint', on: '2026-11-19', time: ['14:30', '17:30'], place: 'Rua do Almada 112' },
      { title: 'Board pre-read', on: '2026-11-19', time: ['16:00', '17:00'], status: 'TENTATIVE' },
      { title: 'Field visit, Metro do Porto', on: '2026-11-20', time: ['10:00', '12:30'], place: 'Trindade' },
      { title: 'Wayfinding: level 2 walk', on: '2026-11-10', time: ['13:00', '15:00'] },
      { title: 'Client: ferry terminal', on: '2026-11-11', time: ['14:00', '15:30'] },
      { title: 'Accessibility, pass 3', on: '2026-11-26', time: ['10:00', '12:00'] },
      { title: 'Design review', on: '2026-11-24', time: ['15:00', '16:30'] },
    ],
  },
  {
    name: 'Stand-ups',
    hue: 'teal',
    events: [
      { title: 'Stand-up', on: '2026-10-26', time: ['09:15', '09:30'], rule: weekdays, except: ['2026-11-19'] },
      { title: 'Retro', on: '2026-11-06', time: ['13:30', '15:00'], rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR' },
    ],
  },
]

export const family: readonly TourCalendar[] = [
  {
    name: 'Family',
    hue: 'tangerine',
    events: [
      { title: 'Grandma Wanda visits', on: '2026-11-21', last: '2026-11-24' },
      { title: 'Brunch with Wanda', on: '2026-11-22', time: ['11:00', '13:00'] },
      { title: 'Joana in Berlin', on: '2026-11-27', last: '2026-11-30' },
      { title: 'Museum with Joana', on: '2026-11-28', time: ['11:00', '14:00'] },
      { title: 'Market', on: '2026-11-07', time: ['10:00', '11:30'] },
      { title: 'Market, then the tip', on: '2026-11-14', time: ['10:00', '12:00'] },
      { title: 'Zoo with Milo', on: '2026-10-26', time: ['10:00', '13:00'] },
      { title: 'Pumpkins', on: '2026-10-30', time: ['16:00', '17:00'] },
    ],
  },
  {
    name: 'School, Milo',
    hue: 'amber',
    events: [
      { title: 'Autumn break', on: '2026-10-26', last: '2026-10-29' },
      { title: 'School run', on: '2026-11-03', time: ['08:00', '08:30'], rule: 'FREQ=WEEKLY;BYDAY=TU' },
      { title: 'Gym shoes', on: '2026-11-17' },
      { title: 'Parents’ evening', on: '2026-11-17', time: ['18:00', '19:00'], place: 'Aula' },
      { title: 'Milo: swimming', on: '2026-11-08', time: ['16:00', '17:00'], rule: 'FREQ=WEEKLY;BYDAY=SU' },
      { title: 'St Nicholas weekend', on: '2026-12-04', last: '2026-12-06' },
    ],
  },
]

export const onThisComputer: readonly TourCalendar[] = [
  {
    name: 'Private',
    hue: 'pink',
    events: [
      { title: 'Lunch with Héloïse', on: '2026-11-16', time: ['12:30', '13:15'] },
      { title: 'Physio', on: '2026-11-17', time: ['13:30', '14:15'], rule: 'FREQ=WEEKLY;INTERVAL=2' },
      { title: 'Call Dr Nguyễn', on: '2026-11-18', time: ['11:10', '11:40'] },
      {
        title: 'Rowing, eights',
        on: '2026-11-02',
        time: ['18:30', '20:00'],
        place: 'Boathouse',
        rule: 'FREQ=WEEKLY;BYDAY=MO',
      },
      { title: 'Concert, Admiralspalast', on: '2026-11-04', time: ['20:00', '22:00'] },
      { title: 'Coffee with Ana', on: '2026-11-01', time: ['15:00', '16:00'] },
      { title: 'Lunch with Chidi', on: '2026-11-06', time: ['12:30', '13:30'] },
      { title: 'Dentist', on: '2026-10-28', time: ['13:00', '13:30'] },
    ],
  },
  {
    name: 'Trips',
    hue: 'green',
    events: [
      { title: 'Thessaloniki, site survey', on: '2026-11-09', last: '2026-11-12' },
      { title: 'BER → SKG', on: '2026-11-09', time: ['12:40', '16:00'] },
      { title: 'SKG → BER', on: '2026-11-12', time: ['19:05', '21:00'] },
      { title: 'Porto, studio offsite', on: '2026-11-19', last: '2026-11-21' },
      { title: 'BER → OPO', on: '2026-11-19', time: ['07:30', '09:10'], place: 'TP 535, seat 11A' },
      { title: 'Lunch, Cantina 32', on: '2026-11-19', time: ['12:35', '13:45'] },
      { title: 'Livraria Lello, then the river', on: '2026-11-21', time: ['10:00', '12:00'] },
      { title: 'OPO → BER', on: '2026-11-21', time: ['18:20', '20:50'], place: 'TP 536' },
    ],
  },
]

/** The feed of a football club, as its web server gives it. */
export const club: TourCalendar = {
  name: 'FC Hafen 09, first team',
  hue: 'cyan',
  events: [
    { title: 'FC Hafen 09 – SV Nordend', on: '2026-11-18', time: ['19:00', '20:45'], place: 'Cup, round of 16' },
    { title: 'FC Hafen 09 – Kickers Altona', on: '2026-11-21', time: ['15:30', '17:20'], place: 'Home' },
    { title: 'FC Hafen 09 – TuS Elm', on: '2026-11-28', time: ['15:30', '17:20'], place: 'Home' },
    { title: 'SV Rot-Weiß Oderbruch – FC Hafen 09', on: '2026-12-05', time: ['14:00', '15:50'], place: 'Away' },
    { title: 'SV Nordend – FC Hafen 09', on: '2026-11-07', time: ['15:30', '17:20'], place: 'Away' },
    { title: 'FC Hafen 09 – VfB Lichtenau', on: '2026-11-14', time: ['15:30', '17:20'], place: 'Home' },
  ],
}

/** Public holidays, another feed. */
export const holidays: TourCalendar = {
  name: 'Holidays in Saxony',
  hue: 'olive',
  events: [
    { title: 'Reformation Day', on: '2026-10-31' },
    { title: 'Day of Repentance', on: '2026-11-18' },
    { title: '1st Advent', on: '2026-11-29' },
    { title: '2nd Advent', on: '2026-12-06' },
  ],
}
