import { each, nothing, tells, type Labelled } from './labelled.ts';

/** Written before the rules were tuned, half by what teachers and half by what parents ask. No child in them is a real one. */
export const english: readonly Labelled[] = [
  ...each(
    tells('name'),
    `
    My student Marcus Johnson has not been coming to school.
    I need ideas for Jada, a 4th grader who reads at a first grade level.
    Tyler (5th grade) refuses to sit with the group.
    My son Diego cries every morning before school.
    We have a kindergartner named Amari who runs out of the room.
    Our 7th grader Brianna is the only one who speaks for her family at conferences.
    Has anyone tutored a child called Xochitl Ramirez before?
    Destiny Brown, a sophomore, wants to start a food pantry.
    My daughter Layla and her friend were left at the bus stop.
    One of my students, Isaiah, sleeps in class.
    Jaylen's mom asked me for help with rent.
    What would you do with a boy like my student Kevin Tran?
    The twins Emma and Ethan are in the same class and fight all day.
    Please pray for our scholar Nevaeh, who lost her grandmother.
    Aaliyah is in 3rd grade and already helps the younger ones.
    My nephew Malik got lost on the way to the after-school program.
    I am worried about a girl named Sienna in my advisory.
    my son jordan does not want to ride the bus anymore
    Noah Williams, grade 6, was left off the field trip list.
    How do I tell Trevor's parents that he took the tablet?
    Samuel keeps hitting other kids at recess.
    We lost track of Khalil, an eighth grader who moved to another district.
    My grandson Elijah starts pre-K in the fall.
    A student named Priya won our essay contest.
    My third grader Sofia loves the garden club.
    `,
  ),
  ...each(
    tells('number'),
    `
    Her student ID is 00482913, can you look her up?
    Student number 7734512 did not get lunch today.
    Please check lunch PIN 448821 for my student, it does not work.
    The state student ID for this child is 1029384756.
    His SSN is 412-55-9087 and the form would not take it.
    SIS ID: 20394857 has the wrong address.
    Can somebody merge student ID #558291 and student ID #558292?
    My son's ID number is 77120934 and the portal locks him out.
    `,
  ),
  ...each(
    tells('birth-date'),
    `
    She was born on March 14, 2015, so is she old enough for kindergarten?
    DOB 6/2/2014, does he qualify for the summer camp?
    My daughter's birthday is October 9, 2016 and the cutoff is October 1.
    Date of birth: 2013-11-30.
    My son turned 5 on September 2, 2021 and they said no.
    The child was born 12/05/2017 in another country and has no papers yet.
    His birth date is Jan 8, 2012.
    Our student's date of birth is 4-17-2011 on one form and different on the other.
    `,
  ),
  ...each(
    tells('health'),
    `
    My son has asthma and the nurse is only here on Tuesdays.
    One of my students has epilepsy and I do not know what to do in a seizure.
    My daughter takes Ritalin at lunch and nobody gives it to her.
    Our 6th grader was hospitalized last week after an overdose.
    My student is pregnant and wants to stay in school.
    This student has type 1 diabetes and needs help at field trips.
    My child was diagnosed with autism in May.
    A student of mine talks about suicide in her journal.
    My nephew's anxiety is so bad that he throws up before school.
    Our kindergartner has a peanut allergy and the snack list ignores it.
    My daughter is depressed since we moved.
    My boy had a concussion in practice.
    This child has sickle cell and misses a lot of days.
    My student's therapist says he should not be in a large room.
    `,
  ),
  ...each(
    tells('name', 'health'),
    `
    My student Marcus has ADHD and takes Adderall.
    Jada was diagnosed with epilepsy last spring.
    Tyler needs his inhaler before gym.
    Amir is on insulin and his parents work nights.
    My son Caleb has autism and covers his ears at assemblies.
    Brianna's depression got worse after the move.
    `,
  ),
  ...each(
    tells('record'),
    `
    My daughter has an IEP and the new school says it does not count.
    My student was suspended for three days and came back angrier.
    Our 9th grader is homeless and sleeps in a car.
    One of my kids is in foster care and moves every few months.
    My son's 504 plan says extra time but he does not get it.
    This student has been arrested twice.
    My son was held back and now he hates reading.
    A student of mine is undocumented and afraid to apply for college.
    I think my student is being abused at home.
    My grandson's IEP meeting is next week and I do not know what to ask.
    My daughter is failing math and I do not understand the homework.
    Our student has 23 absences since September.
    `,
  ),
  ...each(
    tells('name', 'record'),
    `
    Jaylen's IEP says one-on-one support, but we have no aide.
    Kevin was suspended again for fighting.
    Destiny has been in foster care since she was two.
    My student Noah Williams was expelled from his last school.
    Layla's behavior plan is not working in the cafeteria.
    `,
  ),
  ...each(
    nothing,
    `
    How do other schools help students with asthma?
    Our school nurse trains every teacher to use an EpiPen.
    Ms. Garcia is our 4th grade teacher and runs the garden.
    Maria Lopez, our coordinator, will bring the sign-in sheets.
    Thank you Ana! That template saved me an hour.
    Student Council meets on Tuesday in the library.
    What do you say to a 4th grader who refuses to read?
    A student asked me last week whether we have a food pantry.
    The Boys and Girls Club picks up our kids at 3:15.
    Our community school serves 412 students in grades K to 6.
    Zoom meeting ID 845 1234 5678, passcode community.
    Our school turned 50 on March 3 and we had a party.
    The office hour is on December 4, 2026 at 3 pm.
    We hired a social worker, Jessica Brown, who speaks Spanish.
    About a third of our students have an IEP.
    Is there a sample 504 plan we can show to new teachers?
    Parents want to know when the mental health clinic opens.
    Special education teachers joined our planning day.
    I am a parent of two and new to this network.
    My son loves the after-school program, thank you!
    My daughter's school has a great robotics team.
    Dr. Michael Chen from the university evaluates our program.
    The grant pays for 20 hours of tutoring a week.
    Call the office at 555-201-3344 before Friday.
    In May we start the attendance campaign with the district.
    How many families came to your first meeting?
    Kids who miss breakfast have a hard time in first period.
    We ask every student what they need before we plan anything.
    Principal James Carter said yes to the parent room.
    Our union rep, Denise, wrote the new contract language.
    What curriculum do you use for social and emotional learning?
    The shelter on 5th Street takes families with children.
    We translate report cards into Spanish and Somali.
    Children with allergies eat at a separate table in our cafeteria.
    Homeless students have a right to stay in their school of origin.
    The dental van comes every other Thursday.
    Can somebody share a permission slip for field trips?
    Emily from the food bank can deliver on Mondays.
    I thank Kevin and Laura for the workshop slides.
    Our Student Success Center is open until six.
    Teachers asked for training on trauma and anxiety.
    We read "Esperanza Rising" with the whole fifth grade.
    Martin Luther King Day is a day of service for us.
    Lincoln Elementary and Roosevelt Middle share one coordinator.
    Does anyone have a job description for a family liaison?
    A child's success depends on the whole neighborhood.
    My students planted 200 trees along the river.
    Our freshmen mentor sixth graders every Wednesday.
    Suspensions went down by 40 percent in two years.
    He said the room is free at noon.
    She runs the clinic at Washington High.
    Order number 5582910 for the chairs has not arrived.
    The bus to Jackson leaves at seven.
    We had flu shots for all families in October.
    Who can present at the state conference on June 12?
    Our district has 14,230 students and nine community schools.
    Angela, a teacher in Ohio, showed us her family map.
    How do you keep volunteers after the first year?
    The health center offers counseling in three languages.
    Attendance was 94 percent in November.
    Jordan Smith, parent leader, opened the meeting.
    A parent told me her son walks an hour to school.
    We need an interpreter for an IEP training in March.
    `,
  ),
];
