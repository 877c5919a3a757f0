/**
 * Given names that families in the United States give, English and Spanish, without accents and in small letters: common
 * ones of the last thirty years. Names that are also everyday words are left out; after "my son" any name is seen as one.
 */
export const givenNames: ReadonlySet<string> = new Set(
  `aaliyah aaron abby abdul abigail abraham abril adam adan addison adela adilene adolfo adrian adriana adriel agustin agustina
ahmed aidan aiden aisha aitana aiyana alan alana alberto aldo alejandra alejandro alex alexa alexander alexandra alexandro
alexia alexis alfonso alfredo ali alice alicia alijah alina alisha allison alma alondra alonso alvaro alyssa amalia amanda
amara amari amaris amaya amayah ambar amber amelia amina amir amiyah amy ana anabel anahi anaya anayeli andre andrea andres
andrew andrik andy angel angela angelica angelina angelique angelly angie anika anita aniyah anna annabelle anthony antonella
antonio antwan araceli aracely arely aria ariana arianna ariel armando armani arthur arturo aryanna ashley ashly ashlyn ashton
asia aubrey aurora austin autumn ava avery axel axl ayanna ayden ayla aylin azariah azucena bailey beatriz belen bella benito
benjamin bentley bernardo bethany beto betzy bianca blake blanca braden bradley brandon braxton brayan brayden braylon breanna
brenda brendan brendon brenna brian briana brianna briseida brittany brooke brooklyn bruno bryan bryant bryce bryson cadence
caitlin caleb callie camden cameron camila camilo camryn carla carlos carly carmen carolina caroline carson carter cassandra
catalina catherine cayden cecilia celeste cesar cesia chandler chantel charles charlie charlotte chase chelsea cheyenne chloe
christian christina christine christopher chuy ciara citlali citlalli claire clara claudia cody colin collin colton connor
constanza consuelo cooper corey courtney cristal cristian cristina cristobal cristofer cristopher crystal cynthia dafne daisy
dakota dalton damari damarion damaris damaso damian damon daniel daniela danielle danna danny dante darian dariana dario
darius darnell darren dashawn david davion dawson dayana dayanara deandre deja delilah demetrius denise denisse dennis deonte
derek derian derrick deshawn desiree desmond destiny devin devon diana diego dominic dominique donovan dorian drew dulce
dwayne dylan easton edgar edgardo edith edson eduardo edward edwin elaina elena elian eliana elias elijah elisa elise eliseo
elizabeth ella ellie elliot eloisa eloy elsa elvira emanuel emerson emery emilia emiliano emilio emily emir emma emmanuel
emmett enrique enzo erandi eric erica erick erik erika erin ernesto esmeralda esperanza esteban estefani estefania esteffany
estela esther estrella ethan eugenia eva evan evelin evelyn everardo everett ezequiel ezra fabian fabiola facundo fatima
federico felipe felix fernanda fernando fidel finn fiona francesca francisca francisco franco frida gabby gabriel gabriela
gabriella gael gage garrett gavin gavyn gema genesis genoveva george geovanni gerardo gerson gia giana gianna gilberto
giovanna giovanni gisela giselle gloria gonzalo graciela grayson gregory greyson griffin griselda guadalupe guillermo gustavo
gwendolyn hadassah hadley hailey hakeem haley hanna hannah harper hassan hayden hazel heather hector heidi henry heriberto
hermelinda hilda holly hudson hugo hunter ian ibrahim ignacia ignacio iker imani imari ines ingrid irene iris irma irving
isaac isabel isabela isabella isabelle isai isaiah isaias isela isis ismael israel itzel ivan ivanna ivette iyana izaiah
jabari jabez jack jackson jacob jacoby jacqueline jada jade jaden jaelyn jahmir jaiden jaime jair jairo jake jalen jaliyah
jamal jamari jamarion jamel james jamie jamila janae janelle janelly janessa janeth janiya janiyah jaquan jared jarrett jasiah
jasmin jasmine jason javier javion javon jaxon jaxson jayden jayla jaylen jaylin jaylon jaziel jazlyn jazmin jazmine jeffrey
jenifer jenna jennifer jenny jeremiah jeremy jermaine jermiah jerome jerry jesenia jesse jessica jesus jhonatan jillian jimena
jimmy joana joanna joaquin jocelyn joe joel joey johan johanna john jonah jonas jonathan jordan jordyn jorge jose josefina
joseph josephine joshua josiah josie josselyn josue jovani juan juana juanita judah jude judith julia julian juliana julieta
juliette julio julissa justin kaden kadence kai kaiden kaila kaitlin kaitlyn kaleb kaliyah kamari kameron kamila kamryn kareem
karely karen karime karina karla kassandra katelyn katherine kathryn katie kayden kayla kaylee kayleen kayleigh keegan keisha
keith kelly kelsey kelvin kendra kenia kennedy kenneth kenya kevin kevyn keyshawn khadija khalil khloe kiara kierra kim
kimberly kimora kinsley kristen kristin kristina kristopher kyle kylie kyra kyrie lalo lamar lamont lana landon latisha latoya
laura lauren lawrence layla leah leila leilani lena leo leon leonardo leonel leslie lesly lesslie leticia levi lexi liam liana
liliana lily lina linda lisa liseth litzy lizbeth lizeth logan lola lorelei lorena lorenzo lucas lucia luciana luciano luis
luisa luisana luke luna lupita luz macarena mackenna mackenzie macy maddie maddison madeline madison magali maia maite makayla
makenna makenzie malachi maleny malia malik manuel marbella marc marcela marcelo marco marcos marcus margarita maria mariah
mariam mariana maribel maricela maricruz mariela marilyn marina mario marisol maritza mariyah marquis marquise martin martina
marvin mary mason mateo matias matilda matthew maurice mauricio max maximiliano maximo maxwell maya maylin mayra mckenna megan
melanie melany melina melissa mercedes mia micaela micah michael michelle miguel mikayla mikey milagros mildred miles milo
miranda miriam mirna misael mitchell mohamed mohammad mohammed moises molly monica monique monserrat montserrat morgan
muhammad mya myla myles nacho nadia nadine nahomi naima naomi naomy nasir natalia natalie nataly natalya natasha nathalie
nathaly nathan nathanael nathaniel nayeli neftali nehemiah nestor nevaeh neveah nia nick nicolas nicole nicolle nidia nikhil
nikolas noah noe noelia noelle noemi nohemi nora norberto norma nyla nylah octavio odalys oliver olivia omar omari oscar
osvaldo otoniel owen pablo paco paloma pamela paola paris parker patricia patricio patrick paul paula paulina payton pedro
penelope pepe perla peter peyton phillip phoebe piper polet preston priscilla priya quentin quincy quinn quinton rachel raegan
rafa rafael ramiro ramon ramses raquel rashad raul raven raymond reagan rebeca rebecca reese regina renata rene reyna rhianna
ricardo ricky rigoberto riley robert roberto rocio rodolfo rodrigo rogelio roman ronaldo ronnie rosa rosalia rosalina
rosalinda rosario rosaura rosemary rowan roxana roxanna ruben ruby ruth ryan ryder rylee sabrina sadie sage sagrario salma
salvador sam samantha samara samir samuel sanaa sanai sandra saniyah santi santiago santino sara sarah saray sariah sasha saul
saulo savanna savannah sawyer scarlett sean sebas sebastian selena serena serenity sergio shania shanice shaniqua shannon
shawn shayla shelby sherlyn sienna sierra silvia simon simone skylar skyler sofi sofia sonia sophia sophie spencer stacy
stella stephanie steven summer surya susana sydney tabitha tadeo talia tamara tamika tania tanisha taniyah tanya tariq tatiana
taylor teresa terrance terrell thalia thania thiago thomas tiana tianna tiffany timmy timothy tobias toby tomas tommy tono
tony trent trevon trevor treyvon trinity trisha tristan tristen tyler tyree tyrell tyrese tyrone tyrus ulises uriel valencia
valentin valentina valeria vanesa vanessa veronica vicente victor victoria vincent violeta viridiana vivian viviana walter
warren wendell wendy wesley william willow wilmer winston wyatt xander xavier ximena xiomara xitlali xochitl yadira yael
yahaira yahir yamileth yandel yareli yaretzi yasmin yeimi yesenia yolanda yovani yuliana yulissa yuridia yusuf yvette
zachariah zachary zaida zaiden zaire zaniyah zara zaria zariah zayden zechariah zeke zion zoe zoey zuleyma zuri`.split(
    /\s+/,
  ),
);
