import type { TourPerson } from './objects.ts'

/** The one whose card is shown. */
export const linh: TourPerson = {
  given: 'Linh',
  family: 'Phạm',
  title: 'Type designer',
  organisation: 'Hel Studio',
  phones: [
    ['cell', '+358 40 555 0182'],
    ['work', '+358 9 555 0147'],
  ],
  mails: [
    ['work', 'linh@helstudio.example'],
    ['home', 'pham.linh@home.example'],
  ],
  address: ['Vaasankatu 14 B', 'Helsinki', '', '00500', 'Finland'],
  birthday: '1988-03-03',
  note: 'Prefers calls before noon. Met at the type festival in Porto, 2024.',
}

const from = (given: string, family: string, organisation: string): TourPerson => ({ given, family, organisation })

export const people: readonly TourPerson[] = [
  linh,
  from('Abebe', 'Tesfaye', 'Rowing club'),
  from('Adriana', 'Fuentes', 'Metro do Porto'),
  from('Ana', 'Lindqvist', 'Botanical Garden'),
  from('Anselm', 'von Hohenfels-Brockdorff', 'Notary'),
  from('Çağla', 'Aydın', 'Research'),
  from('Chidi', 'Okonkwo', 'Backend'),
  from('Dmitri', 'Volkov', 'Landlord'),
  from('Ελένη', 'Παπαδάκη', 'Thessaloniki office'),
  from('Emeka', 'Obi', 'Sales'),
  from('Hanako', 'Mori', 'Portfolio'),
  from('Héloïse', 'Lefèvre', 'School, 4b'),
  from('Ingibjörg', 'Þórsdóttir', 'Ferry terminal'),
  from('Joana', 'Araújo', 'Porto studio'),
  from('Leila', 'Haddad', 'Physio'),
  from('Aiko', 'Tanaka', 'Design team'),
  from('美咲', '佐藤', '図書館'),
  from('Nkechi', 'Eze', 'Design team'),
  from('ნინო', 'ბერიძე', 'Translations'),
  from('Олена', 'Шевченко', 'Illustration'),
  from('प्रिया', 'रामन', 'Accessibility'),
  from('Søren', 'Sørensen', 'Engineering'),
  from('Tomasz', 'Wójcik', 'Design team'),
  from('Thiago', 'Nóbrega', 'Porto studio'),
  from('Wanda', 'Kowalczyk', 'Grandma'),
  from('Yusuf', 'Demir', 'Engineering'),
  from('Zsófia', 'Erdős', 'Press'),
  from('ليلى', 'حداد', 'دار النشر'),
  from('민준', '김', '지도'),
]
