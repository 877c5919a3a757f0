import { each, nothing, tells, type Labelled } from './labelled.ts';

export const spanish: readonly Labelled[] = [
  ...each(
    tells('name'),
    `
    Mi hija Sofía no quiere entrar al salón.
    El alumno Juan Pérez, de cuarto grado, no sabe leer todavía.
    Tengo un estudiante llamado Emiliano que se sale de clase.
    La mamá de Diego me pidió ayuda con la renta.
    Valeria (tercer grado) ya no juega con nadie.
    Mi hijo Mateo llora todas las mañanas.
    ¿Qué hago con Camila, una niña de kínder que muerde?
    mi hija ximena tiene miedo de subirse al camión
    Nuestra alumna Fernanda Ruiz ganó el concurso de ensayo.
    Mi sobrino Ángel se perdió camino al programa de la tarde.
    Los papás de Kevin no contestan el teléfono.
    Uno de mis alumnos, Santiago, se duerme en clase.
    Mis hijos Luis y Andrea van en el mismo salón.
    Daniela está en sexto grado y traduce para su familia.
    El niño Iker Morales llega siempre sin comer.
    Mi nieto Joaquín entra a preescolar en agosto.
    ¿Alguien conoce a una estudiante de nombre Itzel Hernández?
    Brayan le pega a otros niños en el recreo.
    Mi hija mayor, Renata, cuida a sus hermanos.
    La alumna Paola no trajo el permiso.
    A mi hijo Leonardo lo dejaron fuera de la excursión.
    Nayeli, mi hija, quiere estudiar para doctora.
    Rodrigo es un alumno de octavo grado que acaba de llegar.
    `,
  ),
  ...each(
    tells('number'),
    `
    Su número de estudiante es 00482913.
    La matrícula del alumno es 2034857.
    El número de estudiante 7734512 no tuvo almuerzo hoy.
    Mi hijo tiene el ID 77120934 y no puede entrar al portal.
    El seguro social de mi hija es 412-55-9087.
    Su CURP es PEGJ150314HDFRRN09.
    El número de identificación del alumno 558291 está mal escrito.
    La clave de estudiante de mi hija es 440912.
    `,
  ),
  ...each(
    tells('birth-date'),
    `
    Mi hija nació el 14 de marzo de 2015, ¿ya puede entrar a kínder?
    Fecha de nacimiento: 06/02/2014.
    Mi hijo cumplió cinco años el 2 de septiembre de 2021 y no lo aceptan.
    El cumpleaños de mi hijo es el 9 de octubre de 2016.
    El alumno nació el 5/12/2017 en otro país.
    La fecha de nacimiento de la niña es 30 de noviembre de 2013.
    Mi nieta nació el 8 de enero de 2012 y está en segundo.
    `,
  ),
  ...each(
    tells('health'),
    `
    Mi hijo tiene asma y la enfermera solo viene los martes.
    Una de mis alumnas tiene epilepsia y no sé qué hacer.
    Mi hija toma medicamento a mediodía y nadie se lo da.
    Mi alumna está embarazada y quiere terminar la escuela.
    Este alumno tiene diabetes y necesita ayuda en las excursiones.
    A mi hijo le diagnosticaron autismo en mayo.
    Un alumno mío habla de suicidio en su cuaderno.
    El asma de mi hijo empeora en invierno.
    Mi niño tiene alergia al cacahuate.
    Mi hija está deprimida desde que nos mudamos.
    Nuestra alumna fue hospitalizada la semana pasada.
    Mi sobrina tiene ansiedad y vomita antes de la escuela.
    `,
  ),
  ...each(
    tells('name', 'health'),
    `
    Mi hijo Diego tiene TDAH y toma medicina.
    A Sofía le diagnosticaron diabetes en abril.
    Mi alumno Mateo tiene convulsiones.
    El asma de Camila es muy fuerte.
    Kevin padece ansiedad desde el accidente.
    `,
  ),
  ...each(
    tells('record'),
    `
    Mi hija tiene un IEP y la escuela nueva dice que no vale.
    A mi hijo lo suspendieron tres días.
    Mi alumno está en un hogar temporal y se cambia cada mes.
    Uno de mis estudiantes es indocumentado y tiene miedo.
    Mi hijo va a repetir el año y odia leer.
    Creo que a mi alumna la maltratan en su casa.
    Mi hija está en educación especial y no recibe terapia de lenguaje.
    Este alumno tiene veinte faltas desde septiembre.
    El plan 504 de mi hijo dice más tiempo y no se lo dan.
    Mi nieto vive en un albergue con su mamá.
    `,
  ),
  ...each(
    tells('name', 'record'),
    `
    El IEP de Diego pide apoyo individual y no tenemos a nadie.
    Suspendieron otra vez a mi alumno Brayan.
    Mi hija Ximena está en educación especial.
    El papá de Luis fue deportado y Luis ya no habla.
    Valentina fue expulsada de su otra escuela.
    `,
  ),
  ...each(
    nothing,
    `
    ¿Cómo ayudan otras escuelas a los alumnos con asma?
    Nuestra enfermera enseña a todos los maestros a usar el inhalador.
    La maestra García da cuarto grado y cuida el huerto.
    María López, nuestra coordinadora, traerá las listas.
    ¡Gracias, Ana! Tu plantilla me ahorró una hora.
    El consejo estudiantil se reúne los martes en la biblioteca.
    ¿Qué le dicen a una niña de cuarto grado que no quiere leer?
    Una estudiante me preguntó si tenemos despensa.
    Nuestra escuela comunitaria atiende a 412 estudiantes.
    El ID de la reunión de Zoom es 845 1234 5678.
    La escuela cumplió 50 años el 3 de marzo e hicimos una fiesta.
    La consulta es el 4 de diciembre de 2026 a las tres.
    Contratamos a una trabajadora social, Jessica Ramírez.
    Un tercio de nuestros alumnos tiene un IEP.
    ¿Alguien tiene un ejemplo de plan 504 para maestros nuevos?
    Las familias preguntan cuándo abre la clínica de salud mental.
    Los maestros de educación especial vinieron a planear.
    Soy madre de dos y nueva en esta red.
    A mi hijo le encanta el programa de la tarde, ¡gracias!
    La escuela de mi hija tiene un buen equipo de robótica.
    El doctor Miguel Ángel Torres evalúa nuestro programa.
    Llamen a la oficina al 555-201-3344 antes del viernes.
    En mayo empezamos la campaña de asistencia con el distrito.
    ¿Cuántas familias fueron a su primera reunión?
    Los niños que no desayunan no se concentran.
    Preguntamos a cada alumno qué necesita antes de planear.
    La directora Carmen Ortiz aprobó el salón de padres.
    Nuestra representante del sindicato, Denise, escribió el contrato.
    ¿Qué programa usan para el aprendizaje socioemocional?
    El albergue de la calle Quinta recibe familias con niños.
    Traducimos las boletas al español y al somalí.
    Los niños con alergias comen en otra mesa.
    Los estudiantes sin hogar tienen derecho a quedarse en su escuela.
    La camioneta del dentista viene cada dos jueves.
    ¿Alguien puede compartir un permiso para excursiones?
    Emilia, del banco de alimentos, entrega los lunes.
    Doy las gracias a Laura y a Carlos por el taller.
    El centro de estudiantes abre hasta las seis.
    Los maestros pidieron capacitación sobre trauma y ansiedad.
    Leímos «La casa en Mango Street» con todo el quinto grado.
    La escuela Benito Juárez comparte coordinadora con nosotros.
    ¿Tienen la descripción del puesto de enlace con familias?
    El éxito de un niño depende de todo el barrio.
    Mis alumnos plantaron 200 árboles junto al río.
    Las suspensiones bajaron 40 por ciento en dos años.
    Dijo que el salón está libre a mediodía.
    El pedido 5582910 de las sillas no ha llegado.
    Tuvimos vacunas para todas las familias en octubre.
    ¿Quién puede hablar en el congreso estatal el 12 de junio?
    Nuestro distrito tiene 14,230 estudiantes y nueve escuelas comunitarias.
    Ángela, maestra en Ohio, nos enseñó su mapa de familias.
    ¿Cómo conservan a los voluntarios después del primer año?
    El centro de salud ofrece terapia en tres idiomas.
    La asistencia fue de 94 por ciento en noviembre.
    Jorge Ramírez, padre líder, abrió la junta.
    Una mamá me contó que su hijo camina una hora a la escuela.
    Necesitamos intérprete para un taller sobre el IEP en marzo.
    Santa Ana y San Antonio ya tienen escuelas comunitarias.
    Hola a todos, soy Patricia, de Nuevo México.
    El taller de crianza es los miércoles con la psicóloga Elena Cruz.
    Mi hija ya está en la universidad y estudia para maestra.
    Agradezco a mi esposo Roberto, que cocinó para todos.
    `,
  ),
];
