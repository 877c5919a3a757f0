import type { RuleSource } from '@hearth/shared/house-rules/entity';
import { ruleId } from '@hearth/shared/house-rules/entity';

/** The version that everybody begins with. Plain sentences, without markup: they are shown as they stand here. */
export const FIRST_VERSION = 1;

const rule = (id: string, title: RuleSource['title'], words: RuleSource['words']): RuleSource => ({
  id: ruleId.parse(id),
  title,
  words,
});

export const firstRules: readonly RuleSource[] = [
  rule(
    'be-kind',
    { en: 'Be kind', es: 'Sea amable' },
    {
      en: 'Talk about ideas, not about people. Assume that others mean well. No insults, no mockery, no harassment, and no putting people down for who they are, where they come from or how they write.',
      es: 'Hable de las ideas, no de las personas. Suponga que los demás tienen buena intención. Nada de insultos, burlas ni acoso, y nada de menospreciar a nadie por quién es, de dónde viene o cómo escribe.',
    },
  ),
  rule(
    'protect-children',
    { en: 'Protect children’s privacy', es: 'Proteja la privacidad de los niños' },
    {
      en: 'Never write what could tell who a child is: no names, no photos without permission, no grades, no health or family details. Say “a 4th grader” or “a student”.',
      es: 'No escriba nunca nada que permita saber quién es un niño o una niña: ni nombres, ni fotos sin permiso, ni calificaciones, ni datos de salud o de su familia. Diga «una alumna de 4.º» o «un estudiante».',
    },
  ),
  rule(
    'no-threats',
    { en: 'No threats, no violence', es: 'Ni amenazas ni violencia' },
    {
      en: 'Do not threaten anyone, and do not call for harm. If somebody is in danger, call 911 first, then report it here.',
      es: 'No amenace a nadie ni incite a hacer daño. Si alguien está en peligro, llame primero al 911 y después denúncielo aquí.',
    },
  ),
  rule(
    'on-topic',
    { en: 'Stay on topic', es: 'No se salga del tema' },
    {
      en: 'Write where it belongs, and search before you ask. A new question gets a thread of its own.',
      es: 'Escriba donde corresponde y busque antes de preguntar. Una pregunta nueva merece su propio tema.',
    },
  ),
  rule(
    'no-advertising',
    { en: 'No advertising', es: 'Sin publicidad' },
    {
      en: 'This is no place to sell. Say so when you work for what you recommend, and do not post the same thing in several places.',
      es: 'Este no es un lugar para vender. Dígalo cuando trabaje para lo que recomienda, y no publique lo mismo en varios sitios.',
    },
  ),
  rule(
    'respect-copyright',
    { en: 'Share only what you may share', es: 'Comparta solo lo que puede compartir' },
    {
      en: 'Post what you made yourself or may pass on, and say whose it is. Link to books and paid materials instead of copying them.',
      es: 'Publique lo que usted hizo o tiene permiso de compartir, y diga de quién es. Enlace los libros y materiales de pago en lugar de copiarlos.',
    },
  ),
  rule(
    'honest-names',
    { en: 'Be yourself', es: 'Preséntese como quien es' },
    {
      en: 'Use your own name and your real work. Where you may ask without your name, do so to protect somebody, never to attack anyone.',
      es: 'Use su propio nombre y su trabajo real. Donde se puede preguntar sin nombre, hágalo para proteger a alguien, nunca para atacar.',
    },
  ),
  rule(
    'keep-confidences',
    { en: 'Keep what you are told in confidence', es: 'Guarde lo que le confían' },
    {
      en: 'What is written on a closed board stays there. Ask before you quote somebody elsewhere.',
      es: 'Lo que se escribe en un foro cerrado se queda ahí. Pida permiso antes de citar a alguien en otro lugar.',
    },
  ),
];
