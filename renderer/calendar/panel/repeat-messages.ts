import { defineMessages } from 'react-intl'

export const repeatMessages = defineMessages({
  everyDay: {
    id: 'calendar.repeat.everyDay',
    defaultMessage: '{interval, plural, =1 {Every day} =2 {Every second day} other {Every # days}}',
  },
  everyWeek: {
    id: 'calendar.repeat.everyWeek',
    defaultMessage: '{interval, plural, =1 {Every {days}} =2 {Every second {days}} other {Every # weeks on {days}}}',
  },
  workdays: { id: 'calendar.repeat.workdays', defaultMessage: 'Every weekday' },
  everyMonthOnDay: {
    id: 'calendar.repeat.everyMonthOnDay',
    defaultMessage:
      '{interval, plural, =1 {Every month} =2 {Every second month} other {Every # months}} on the {day, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}',
  },
  everyMonthOnWeekday: {
    id: 'calendar.repeat.everyMonthOnWeekday',
    defaultMessage:
      '{interval, plural, =1 {Every month} =2 {Every second month} other {Every # months}} on the {ordinal, select, 1 {first} 2 {second} 3 {third} 4 {fourth} other {fifth}} {weekday}',
  },
  everyYear: {
    id: 'calendar.repeat.everyYear',
    defaultMessage: '{interval, plural, =1 {Every year} =2 {Every second year} other {Every # years}} on {date}',
  },
  until: { id: 'calendar.repeat.until', defaultMessage: 'until {date}' },
  times: { id: 'calendar.repeat.times', defaultMessage: '{count, plural, one {once} other {# times}}' },
  ownRule: { id: 'calendar.repeat.ownRule', defaultMessage: 'Repeats by a rule of its own' },
  repeat: { id: 'calendar.repeat.label', defaultMessage: 'Repeat' },
  never: { id: 'calendar.repeat.never', defaultMessage: 'Does not repeat' },
  daily: { id: 'calendar.repeat.daily', defaultMessage: 'Daily' },
  weekly: { id: 'calendar.repeat.weekly', defaultMessage: 'Weekly' },
  monthly: { id: 'calendar.repeat.monthly', defaultMessage: 'Monthly' },
  yearly: { id: 'calendar.repeat.yearly', defaultMessage: 'Yearly' },
  interval: { id: 'calendar.repeat.interval', defaultMessage: 'Every' },
  unit: {
    id: 'calendar.repeat.unit',
    defaultMessage:
      '{unit, select, day {{count, plural, one {day} other {days}}} week {{count, plural, one {week} other {weeks}}} month {{count, plural, one {month} other {months}}} other {{count, plural, one {year} other {years}}}}',
  },
  on: { id: 'calendar.repeat.on', defaultMessage: 'On' },
  monthlyBy: { id: 'calendar.repeat.monthlyBy', defaultMessage: 'On the' },
  sameDay: {
    id: 'calendar.repeat.sameDay',
    defaultMessage: '{day, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}',
  },
  sameWeekday: {
    id: 'calendar.repeat.sameWeekday',
    defaultMessage: '{ordinal, select, 1 {first} 2 {second} 3 {third} 4 {fourth} other {fifth}} {weekday}',
  },
  ends: { id: 'calendar.repeat.ends', defaultMessage: 'Repetition ends' },
  endsNever: { id: 'calendar.repeat.endsNever', defaultMessage: 'Never' },
  endsOn: { id: 'calendar.repeat.endsOn', defaultMessage: 'On a day' },
  endsAfter: { id: 'calendar.repeat.endsAfter', defaultMessage: 'After a number' },
  lastDay: { id: 'calendar.repeat.lastDay', defaultMessage: 'Last day' },
  number: { id: 'calendar.repeat.number', defaultMessage: 'Times' },
  keptRule: {
    id: 'calendar.repeat.keptRule',
    defaultMessage: 'This rule says more than can be changed here. It is kept as it is.',
  },
})
