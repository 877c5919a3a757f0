import { givenNames } from './given-names.ts';

/** What a word may be here, as bits: a word may be several things. */
export const is = {
  child: 1,
  children: 2,
  grade: 4,
  adult: 8,
  /** Whose child somebody is: "Angel's mom". */
  guardian: 16,
  /** Says that the words beside it are about a service, a lesson or a rule, and not about one child. */
  general: 32,
  /** Whose: what follows is somebody the writer is close to. */
  own: 64,
  /** Behind or before a name it makes a school or a street of it. */
  place: 128,
  /** May stand between a child and the name: "my oldest, Ana", "a student in 4th grade called Ana". */
  between: 256,
  notName: 512,
  given: 1024,
  /** What is said of a child and leads to a diagnosis, a plan or a grade: "has", "takes", "le dieron". */
  does: 2048,
  /** Somebody who is spoken to, or says their own name. */
  greeting: 4096,
  /** What children do to each other: "keeps biting other kids". */
  strikes: 8192,
  pronoun: 16384,
} as const;

const split = (words: string): string[] => words.trim().split(/\s+/);

/** All in small letters without accents. */
const lists: readonly (readonly [bits: number, words: string])[] = [
  [
    is.child,
    `student pupil child kid kiddo boy girl grader kindergartner kindergartener preschooler freshman sophomore toddler scholar mentee baby grandbaby schooler preschooler
    daughter nephew niece grandson granddaughter grandchild stepson stepdaughter stepchild godson goddaughter son
    hijo hija hijito hijita mijo mija nino nina alumno alumna alumnito alumnita estudiante nieto nieta sobrino sobrina ahijado ahijada hijastro hijastra
    chico chica muchacho muchacha chamaco chamaca nene nena bebe bb chavito chavita chiquito chiquita nietecito nietecita peque gemelo gemela`,
  ],
  [
    is.children,
    `students pupils children kids kiddos boys girls graders sons daughters twins nephews nieces grandkids scholars siblings
    hijos hijas ninos ninas alumnos alumnas estudiantes nietos nietas sobrinos sobrinas chicos chicas gemelos gemelas hermanitos hermanitas`,
  ],
  [
    is.adult,
    `mr mrs ms miss mx dr dra prof coach principal superintendent teacher teachers coordinator counselor director directora nurse pastor officer
    aide assistant parent parents mom mother dad father grandma grandmother grandpa volunteer librarian secretary presenter author senator
    mayor colleague mentor specialist psychologist therapist organizer manager advocate facilitator trainer speaker partner rep liaison
    husband wife uncle aunt neighbor teach taught teaches custodian president member paraprofessional tutor driver worker
    sr sra srta senor senora senorita don dona maestro maestra maestros maestras profesor profesora profe teacher docente coordinador coordinadora consejero
    consejera enfermero enfermera doctor doctora mama papa madre padre madres padres abuelo abuela voluntario voluntaria secretario
    secretaria colega psicologo psicologa terapeuta bibliotecario bibliotecaria ponente autor autora alcalde alcaldesa esposo esposa
    tio tia vecino vecina conserje presidente presidenta trabajador trabajadora representante chofer`,
  ],
  [
    is.guardian,
    `mom mother dad father parents parent mama papa madre padre papas padres grandma grandmother abuela abuelo guardian tutor tutora
    family familia aunt tia hermano hermana brother sister`,
  ],
  [
    is.general,
    `school schools class classes classroom teacher teachers district bus club campus offer offers ofrece ofrecen training trainings workshop
    workshops taller talleres capacitacion curriculum clinic clinica awareness program programs programa programas policy politica template
    templates form forms sample slides law rights coordinator team guide handbook committee conference coalition month week fair`,
  ],
  [is.own, 'my our mi nuestro nuestra this este esta ese esa his her su the el la mis nuestros nuestras'],
  [
    is.place,
    `school elementary middle high academy county park foundation street avenue center primaria secundaria preparatoria escuela parque
    calle university universidad college hospital library isd ymca`,
  ],
  [
    is.between,
    `, ( - – — : / " “ named called name is es like como se llama llamado llamada de nombre whose cuyo in en the of and my our mi year years yr yrs
    yo old anos ano age edad mayor menor oldest youngest older younger pequeno pequena who que grade grado st nd rd th ro er do to vo mo
    new nuevo nueva one una uno un a an from del la el esta group grupo salon mis nuestro nuestra only class clase also both los dos las ambos ambas va month mes week semana`,
  ],
  [
    is.does,
    `is was has had got gets takes needs keeps kept hit says cant cannot doesnt es esta estaba tiene fue toma padece necesita sufre le lo tuvo
    wont won doesn isnt isn reads lives stays moved started starts va vive lee entra empieza`,
  ],
  [
    is.greeting,
    `thanks thank thx ty gracias hi hello hey hola dear estimado estimada querida querido im soy am llamo @ says dijo segun as welcome
    bienvenida bienvenido felicidades congrats`,
  ],
  [
    is.strikes,
    'hit hits hitting bite bites biting bit kicks kicking pushing pushes pega muerde patea pego mordio empujo punched punching',
  ],
  [is.pronoun, 'he she his her hers him tiene toma padece fue sufre le lo la ella el su'],
  [
    is.notName,
    `i a an the in on at of for and or but so if my our your his her their we they he she it is was are were this that these those who
    what when where why how do does did can could would should will may might please thanks thank yes no not also just last next every some
    any all both since because after before during while however today yesterday tomorrow here there update need little
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november
    december english spanish american mexican latino latina hispanic african asian christmas thanksgiving easter halloween
    school elementary middle high district county city state department office center centre services service council success support handbook
    union government board program project academy club scouts care find nutrition protective advocacy team night day week month year fair
    association committee community zone first library hall street avenue university college church ymca pta pto iep iepsel esl ell stem
    google zoom canvas classroom clever facebook whatsapp title medicaid snap wic ferpa ohio texas california chicago york dojo remind
    las los una unas unos un mi mis tu tus su sus nuestro nuestra nuestros nuestras de del en y o pero que quien cuando donde como por
    para con sin es fue son era hay hola favor si tambien hoy ayer manana aqui lunes martes miercoles jueves viernes sabado
    domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre ingles espanol navidad escuela
    primaria secundaria preparatoria distrito condado ciudad estado departamento oficina centro servicios consejo programa proyecto academia
    club equipo noche dia semana mes ano asociacion comite comunidad biblioteca salon universidad iglesia dios grade student dob id`,
  ],
];

/** Given names that are everyday words or places as well: written small they are none, but after "my son" or "se llama". */
const alsoWords = new Set(
  split(`angel angelica grace max mark rosa luz victoria dulce mercedes paloma estrella esperanza aurora jade amber ruby summer faith hope ali noe
  kai israel asia jordan austin carmen diego santiago salvador trinity destiny genesis christian guadalupe belen clara crystal daisy
  eva gael hugo iris jack jesus jake leo linda lily luna mason max may mia nora pablo peter perla pilar ray rocio roman royal sara
  sage sierra soledad violeta will zion hazel heaven harper carter cooper parker hunter logan dallas cody bailey miles milo quinn bill pat`),
);

const bitsOf = new Map<string, number>();
const add = (word: string, bits: number) => bitsOf.set(word, (bitsOf.get(word) ?? 0) | bits);
for (const [bits, words] of lists) for (const word of split(words)) add(word, bits);
for (const word of givenNames) add(word, is.given);

/** What a word may be; 0 for most. */
export const bitsFor = (word: string): number => bitsOf.get(word) ?? 0;

/** Whether a name is one though it is written small. */
export const isNameWhenSmall = (word: string): boolean =>
  word.length > 2 && !alsoWords.has(word) && (bitsFor(word) & (is.given | is.notName | is.own)) === is.given;

export const isAmbiguous = (word: string): boolean => alsoWords.has(word);

const terms = (text: string): readonly (readonly string[])[] =>
  text
    .split(/[,\n]/)
    .map((term) => split(term))
    .filter(([first]) => first);

const health =
  terms(`asthma, diabetes, diabetic, adhd, autism, autistic, epilepsy, epileptic, seizure, seizures, depression, depressed, anxiety, panic attack,
  panic attacks, suicide, suicidal, self harm, self harms, cutting herself, cutting himself, cuts herself, pregnant, pregnancy, miscarriage, medication,
  medications, meds, medicine, insulin, inhaler, epipen, ritalin, adderall, methylphenidate, concerta, zoloft, prozac, therapist, therapy, counseling,
  hospitalized, surgery, cancer, leukemia, sickle cell, down syndrome, cerebral palsy, dyslexia, dyslexic, hearing loss, eating disorder, anorexia,
  bulimia, bipolar, ptsd, trauma, concussion, peanut allergy, allergy, allergic, hiv, lice, covid, overdose, drug test, nonverbal
  asma, asmatico, asmatica, diabetico, diabetica, tdah, autismo, autista, epileptico, epileptica, epilepsia, convulsiones, convulsion, depresion,
  deprimido, deprimida, ansiedad, ataques de panico, suicidio, suicidarse, se corta, embarazada, embarazo, medicamento, medicamentos, medicina,
  medicacion, metilfenidato, insulina, inhalador, terapia, psiquiatra, psicologo, psicologa, hospitalizado, hospitalizada, operaron, operacion,
  leucemia, anemia, sindrome de down, paralisis cerebral, dislexia, dislexico, dislexica, alergia, alergico, alergica, trastorno,
  traumatizado, traumatizada, conmocion, vih, piojos, sobredosis`);

const record =
  terms(`iep, 504, special ed, special education, behavior plan, behavior contract, suspended, suspension, expelled, expulsion, retained,
  held back, learning disability, learning disabilities, speech delay, failing math, failing reading, failing english, failing algebra,
  failing every, failing all, report card, truant, truancy, absences, detention, probation, arrested, juvenile, foster care, foster home,
  foster child, homeless, shelter, undocumented, deported, deportation, immigration status, custody, cps, abuse, abused, neglect, neglected,
  bruises, restraining order, evicted, free lunch, incarcerated, in jail
  plan 504, pei, educacion especial, plan de conducta, plan de comportamiento, suspendido, suspendida, suspendieron, expulsado, expulsada, expulsaron,
  reprobo, reprobado, reprobada, reprobando, repetir el ano, problema de aprendizaje, problemas de aprendizaje, problema de habla,
  problemas de habla, problemas de lenguaje, problemas de conducta, discapacidad, calificaciones, boleta, faltas, ausencias, arrestado,
  arrestada, detenido, detenida, hogar temporal, hogar de acogida, sin hogar, albergue, refugio, indocumentado, indocumentada, deportado,
  deportada, deportaron, estatus migratorio, sin papeles, custodia, abuso, abusado, abusada, maltrato, maltratan, golpean, moretones,
  orden de restriccion, desalojaron, carcel, preso, presa`);

export interface Term {
  readonly words: readonly string[];
  readonly kind: 'health' | 'record';
}

/** By their first word; longer ones first. */
export const termsBy: ReadonlyMap<string, readonly Term[]> = byFirstWord([
  ...health.map((words): Term => ({ words, kind: 'health' })),
  ...record.map((words): Term => ({ words, kind: 'record' })),
]);

function byFirstWord(all: readonly Term[]): ReadonlyMap<string, readonly Term[]> {
  const by = new Map<string, Term[]>();
  for (const term of all.toSorted((a, b) => b.words.length - a.words.length)) {
    const [first = ''] = term.words;
    by.set(first, [...(by.get(first) ?? []), term]);
  }
  return by;
}

const inOrder = (words: string): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  split(words).forEach((names, at) => names.split('|').forEach((name) => found.set(name, at + 1)));
  return found;
};

export const ordinals = inOrder(
  'first|primer|primero|primera second|segundo third|tercer|tercero fourth|cuarto fifth|quinto sixth|sexto seventh|septimo eighth|octavo ninth|noveno tenth|decimo eleventh twelfth',
);

export const months = inOrder(
  'jan|january|enero feb|february|febrero mar|march|marzo apr|april|abril may|mayo jun|june|junio jul|july|julio aug|august|agosto sep|sept|september|septiembre oct|october|octubre nov|november|noviembre dec|december|diciembre|dic',
);
